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

    /**
     * An agent is there: the talk begins ({@code create}).
     *
     * @param known whether the answer to the request named the session already (decision V2-13)
     */
    record SessionStarted(
            ClientId client,
            SessionId session,
            AgentId agent,
            boolean continued,
            Instant at,
            boolean known)
            implements Callback {
        /** Of a session that nobody has heard of yet, unless it goes on. */
        public SessionStarted(
                ClientId client, SessionId session, AgentId agent, boolean continued, Instant at) {
            this(client, session, agent, continued, at, continued);
        }
    }

    /** An agent, or the system when {@code agent} is null, said something ({@code msg}). */
    record MessageSent(
            ClientId client,
            SessionId session,
            @Nullable AgentId agent,
            Message message,
            long seq,
            Instant at)
            implements Callback {}

    /**
     * Who takes part has changed, or how one of them is called ({@code agentsUpdate}).
     *
     * @param move who came or left; null when nobody did
     */
    record AgentsChanged(
            ClientId client, SessionId session, List<AgentId> agents, @Nullable Move move)
            implements Callback {
        public AgentsChanged {
            agents = List.copyOf(agents);
        }

        /** Nobody came or left. */
        public AgentsChanged(ClientId client, SessionId session, List<AgentId> agents) {
            this(client, session, agents, null);
        }
    }

    /** That an agent came or left, and how. */
    record Move(Kind kind, AgentId agent) {
        /** How. */
        public enum Kind {
            /** Asked in beside the others. */
            INVITE,
            /** Has it alone from here on. */
            TRANSFER,
            /** Takes part no longer. */
            LEFT
        }
    }

    /** An agent has read what was said up to that number; only whoever wants it hears (V2-57). */
    record WordsRead(ClientId client, SessionId session, AgentId agent, long upTo)
            implements Callback {}

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
