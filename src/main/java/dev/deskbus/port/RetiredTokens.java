package dev.deskbus.port;

import io.vertx.core.Future;
import java.time.Instant;

/** Agents' tokens that were exchanged for newer ones (decision AD-10), by their SHA-256. */
public interface RetiredTokens {
    /**
     * The token is good for another minute, on whatever node; retiring it again changes nothing.
     *
     * @param expiresAt when it would have ended anyway, and can be forgotten
     */
    Future<Void> retire(String digest, Instant expiresAt);

    /** Whether its minute is over. */
    Future<Boolean> isRetired(String digest);
}
