package dev.deskbus.domain.queue;

import dev.deskbus.domain.id.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision needs from outside.
 *
 * @param now by the database's clock
 * @param freshId never given out before: for a new request or offer
 * @param known what is known of the client that joins
 */
public record Step(Instant now, long freshId, Known known) {
    /** Of a client of whom nothing is known. */
    public Step(Instant now, long freshId) {
        this(now, freshId, Known.NOTHING);
    }

    /**
     * Agents whom a client knows.
     *
     * @param owner its own agent in dedicated queues
     * @param last whom it talked to last, if that is not too long ago for this queue
     */
    public record Known(@Nullable AgentId owner, @Nullable AgentId last) {
        /** It knows nobody. */
        public static final Known NOTHING = new Known(null, null);
    }
}
