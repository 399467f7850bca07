package dev.deskbus.domain.session;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session is: open, or closed. */
public sealed interface SessionState {
    /** What a session is about; only where callbacks go may change. */
    record Facts(
            SessionId id,
            TenantId tenant,
            QueueId queue,
            ClientId client,
            IdleRule idle,
            @Nullable CallbackTarget target) {
        /** The same with other callbacks from now on; null leaves them as they are. */
        Facts withTarget(@Nullable CallbackTarget other) {
            return other == null ? this : new Facts(id, tenant, queue, client, idle, other);
        }
    }

    /** What never changes in it. */
    Facts facts();

    /** The number of the last event in the log; 0 before the first. */
    long lastSeq();

    /**
     * Client and agents talk.
     *
     * @param agents who takes part, the first to come first
     * @param lastWordAt when somebody last said something, or the session began
     * @param warned whether the idle warning has been given since then
     * @param recent {@link MessageKey#recent()} of the last two minutes, with the sequence number
     *     and time of the first
     */
    record Open(
            Facts facts,
            List<AgentId> agents,
            long lastSeq,
            Instant lastWordAt,
            boolean warned,
            Map<String, Heard> recent)
            implements SessionState {
        public Open {
            agents = List.copyOf(agents);
            recent = Map.copyOf(recent);
        }
    }

    /** Nothing is said any more. */
    record Closed(Facts facts, List<AgentId> agents, long lastSeq, Party by)
            implements SessionState {
        public Closed {
            agents = List.copyOf(agents);
        }
    }

    /** A message that was heard a short while ago. */
    record Heard(long seq, Instant at) {}
}
