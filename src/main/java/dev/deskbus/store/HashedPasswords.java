package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.Passwords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.auth.hashing.HashingStrategy;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * PBKDF2 with HMAC-SHA-512, written as {@code $pbkdf2$it=…$salt$hash}, on two threads of its own so
 * that logins never hold up anything else. Refuses with {@code OVERLOADED} when too many wait.
 */
public final class HashedPasswords implements Passwords {
    private static final String ITERATIONS = "210000";
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 200;
    private static final int SALT_BYTES = 16;

    /** Nobody's: only there to cost what a real one costs. */
    private static final String NOBODY =
            "$pbkdf2$it=" + ITERATIONS + "$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(86);

    private final HashingStrategy hashing = HashingStrategy.load();
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger waiting = new AtomicInteger();
    private final WorkerExecutor workers;

    public HashedPasswords(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("passwords", THREADS);
    }

    @Override
    public Future<Boolean> verify(String password, @Nullable String hash) {
        String compared = hash == null ? NOBODY : hash;
        return work(() -> hashing.verify(compared, password) && hash != null);
    }

    @Override
    public Future<String> hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String text = Base64.getEncoder().withoutPadding().encodeToString(salt);
        return work(() -> hashing.hash("pbkdf2", Map.of("it", ITERATIONS), text, password));
    }

    private <T> Future<T> work(Callable<T> callable) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(
                    new Refusal(ErrorCode.OVERLOADED, "too many passwords to look at"));
        }
        return workers.executeBlocking(callable, false)
                .map(Objects::requireNonNull)
                .onComplete(_ -> waiting.decrementAndGet());
    }
}
