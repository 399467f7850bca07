package dev.deskbus.domain.callback;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a third party must be told about its client, in no protocol's words yet. */
public sealed interface Callback {
    /** Whose lane it goes through. */
    ClientId client();

    /** An agent is there: the talk begins ({@code create}). */
    record SessionStarted(
            ClientId client, SessionId session, AgentId agent, boolean continued, Instant at)
            implements Callback {}

    /** An agent, or the system when {@code agent} is null, said something ({@code msg}). */
    record MessageSent(
            ClientId client,
            SessionId session,
            @Nullable AgentId agent,
            Message message,
            long seq,
            Instant at)
            implements Callback {}

    /** Who takes part has changed ({@code agentsUpdate}). */
    record AgentsChanged(ClientId client, SessionId session, List<AgentId> agents)
            implements Callback {
        public AgentsChanged {
            agents = List.copyOf(agents);
        }
    }

    /**
     * The request moved in the line or ended ({@code updateRequestStatus}).
     *
     * @param session the robot session that it is to hand over; null for any other request
     */
    record RequestStatusChanged(
            ClientId client,
            RequestId request,
            RequestStatus status,
            int position,
            @Nullable SessionId session)
            implements Callback {}

    /** An agent asks for a rating ({@code pushRating}). */
    record RatingPushed(ClientId client, SessionId session, AgentId agent) implements Callback {}

    /** The session was closed by somebody else than the client ({@code close}). */
    record SessionClosed(
            ClientId client, SessionId session, @Nullable AgentId agent, String reason, Instant at)
            implements Callback {}
}
