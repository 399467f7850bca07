package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HashedPasswordsTest {
    private static Vertx vertx;
    private static HashedPasswords target;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        target = new HashedPasswords(vertx);
    }

    @AfterAll
    static void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void onlyThePasswordFitsItsHash() throws Exception {
        String hash = await(target.hash("SELITE-demo"));

        assertThat(hash).startsWith("$pbkdf2$it=210000$").doesNotContain("SELITE");
        assertThat(await(target.verify("SELITE-demo", hash))).isTrue();
        assertThat(await(target.verify("selite-demo", hash))).isFalse();
        assertThat(await(target.verify("", hash))).isFalse();
    }

    @Test
    void theSamePasswordIsNeverHashedAlike() throws Exception {
        assertThat(await(target.hash("lori"))).isNotEqualTo(await(target.hash("lori")));
    }

    @Test
    void whoDoesNotExistCostsAsMuchAsWhoDoes() throws Exception {
        String hash = await(target.hash("lori"));
        await(target.verify("warm", null));

        Duration known = time("lorelei", hash);
        Duration unknown = time("lorelei", null);

        assertThat(await(target.verify("", null))).isFalse();
        assertThat(unknown).isGreaterThan(known.dividedBy(3));
    }

    private static Duration time(String password, String hash) throws Exception {
        long start = System.nanoTime();
        await(target.verify(password, hash));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
