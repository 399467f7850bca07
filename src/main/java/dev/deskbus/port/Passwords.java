package dev.deskbus.port;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Slow hashing of passwords, away from the event loop. */
public interface Passwords {
    /**
     * Whether the password fits the hash. Costs the same when the hash is null: always false then.
     */
    Future<Boolean> verify(String password, @Nullable String hash);

    /** A salted hash. */
    Future<String> hash(String password);
}
