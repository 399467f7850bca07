package dev.deskbus.port;

import dev.deskbus.domain.callback.OutboxEntry;
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
     */
    record Append(
            Fence fence,
            SessionState.Facts session,
            long lastSeq,
            List<SessionEvent> events,
            List<OutboxEntry> callbacks,
            @Nullable Instant lookAt) {
        public Append {
            events = List.copyOf(events);
            callbacks = List.copyOf(callbacks);
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
