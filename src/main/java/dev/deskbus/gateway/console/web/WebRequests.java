package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser console can ask for (docs/web-console.md). */
sealed interface WebRequests {
    /** What has nothing to do with the connection that it came by. */
    sealed interface Serving extends WebRequests {}

    /**
     * Lets the agent in.
     *
     * @param token empty when a ticket is shown instead
     * @param ticket empty when a token is, or the socket came with a ticket
     * @param force whether the agent's other browser console has to go
     */
    record Login(String token, String ticket, boolean force) implements WebRequests {
        @Override
        public String toString() {
            return "Login[]";
        }
    }

    record Logout() implements WebRequests {}

    /**
     * Begins the stream.
     *
     * @param has up to which number of its log the console knows each session; whatever is not
     *     named it knows nothing of
     */
    record Resume(Map<SessionId, Long> has) implements WebRequests {
        public Resume {
            has = Map.copyOf(has);
        }
    }

    /** Offers and sessions as they are now. */
    record GetState() implements Serving {}

    record SetStatus(AgentStatus status) implements WebRequests {}

    /** Whether requests are given without asking. */
    record SetAutoAccept(boolean on) implements WebRequests {}

    /** Nothing new for a while (decision AD-16). */
    record SetPaused(boolean on) implements WebRequests {}

    /** Takes who waits; of several agents one gets it (decision KF-19). */
    record Accept(RequestId request) implements Serving {}

    /** Declines an offer. */
    record Reject(RequestId request) implements Serving {}

    /**
     * Says something.
     *
     * @param clientMessageId the console's own id, to recognise a repeat
     */
    record Say(SessionId session, Message message, @Nullable String clientMessageId)
            implements Serving {}

    /** What is done with a session by its number alone. */
    record InSession(SessionId session, Deed what) implements Serving {
        /** The verbs; those of supervisors last. */
        enum Deed {
            CLOSE,
            TYPING,
            PUSH_RATING,
            READ,
            LEAVE,
            WATCH,
            UNWATCH,
            JOIN,
            TAKE_OVER
        }
    }

    /** To a colleague or into a line; back into its own when none is named (decision 70). */
    record Transfer(SessionId session, @Nullable AgentId to, @Nullable QueueId queue)
            implements Serving {}

    /** A colleague takes part too. */
    record Invite(SessionId session, AgentId agent) implements Serving {}

    /** A word among agents: that of one who takes part, or a supervisor's whisper. */
    record Note(SessionId session, String text, boolean bySupervisor) implements Serving {}

    /** Within two minutes. */
    record Revoke(SessionId session, long seq) implements Serving {}

    /** Within two minutes. */
    record Edit(SessionId session, long seq, Message instead) implements Serving {}

    /** A supervisor sets the status of an agent. */
    record ForceStatus(AgentId agent, AgentStatus status) implements Serving {}

    /** Who is there. */
    record GetAgents() implements Serving {}

    /** Whom an agent talks with: oneself when {@code agent} is null, anybody for a supervisor. */
    record GetSessions(@Nullable AgentId agent) implements Serving {}

    /** What was said with a client; page 1 is the newest, oldest first inside. */
    record GetRecord(ClientId client, int page, int pageSize) implements Serving {}
}
