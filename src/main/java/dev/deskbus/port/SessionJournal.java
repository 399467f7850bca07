package dev.deskbus.port;

import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of all sessions of this node. Gathers what arrives while the last batch is being
 * committed; one bad row never sinks its batch.
 */
public interface SessionJournal {
    /** Completes when the events are on disk, or it is certain that they are not. */
    Future<Appended> append(Append append);

    /**
     * What one session wants to write in one step. A {@code Closed} among the events also closes
     * the session's row and frees its slots; a {@code Rated} may be written after that.
     *
     * @param lastSeq the last number in the log before these events
     * @param callbacks written by the same statement
     * @param lookAt the session is looked at again by then; null leaves that as it is
     * @param token must be alive and the client's, and is used by this; else nothing is written,
     *     and it fails with {@code TOKEN_INVALID}, as it always does for what is not one plain
     *     word; null when it is nobody's concern
     */
    record Append(
            Fence fence,
            SessionState.Facts session,
            long lastSeq,
            List<SessionEvent> events,
            List<OutboxEntry> callbacks,
            @Nullable Instant lookAt,
            @Nullable TokenKey token) {
        public Append {
            events = List.copyOf(events);
            callbacks = List.copyOf(callbacks);
        }

        /** Under no token. */
        public Append(
                Fence fence,
                SessionState.Facts session,
                long lastSeq,
                List<SessionEvent> events,
                List<OutboxEntry> callbacks,
                @Nullable Instant lookAt) {
            this(fence, session, lastSeq, events, callbacks, lookAt, null);
        }
    }

    /** How it ended. A failed future means that the outcome is unknown. */
    sealed interface Appended {
        /** All of it is on disk. */
        record Stored() implements Appended {}

        /** The message with that key stands in the log already; nothing was written. */
        record Repeated(long seq, Instant at) implements Appended {}

        /** Another node owns the shard; nothing was written. */
        record Fenced() implements Appended {}
    }
}
