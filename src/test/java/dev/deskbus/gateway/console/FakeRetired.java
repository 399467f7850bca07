package dev.deskbus.gateway.console;

import dev.deskbus.port.RetiredTokens;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Exchanged tokens, whose minute is over when the test says so. */
public final class FakeRetired implements RetiredTokens {
    public final Set<String> digests = ConcurrentHashMap.newKeySet();
    public volatile boolean isMinuteOver;

    @Override
    public Future<Void> retire(String digest, Instant expiresAt) {
        digests.add(digest);
        return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> isRetired(String digest) {
        return Future.succeededFuture(isMinuteOver && digests.contains(digest));
    }
}
