package dev.deskbus.domain.agent;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionEvent.Said;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What agents' consoles must be shown. A hint: the log and the rows are the truth. */
public sealed interface ConsoleEvent {
    /**
     * A request waits, or said something more while waiting.
     *
     * @param offeredTo the one agent that is asked; null when every eligible agent may take it
     * @param offer the number of that question; 0 when nobody is asked, or it is kept for somebody
     * @param said how many words that makes with those before; 0 when that is not known
     * @param messages new since the last one for this request (decision KF-24)
     */
    record RequestWaiting(
            QueueId queue,
            RequestId request,
            Client client,
            @Nullable AgentId offeredTo,
            long offer,
            long said,
            List<Message> messages,
            Instant at)
            implements ConsoleEvent {
        public RequestWaiting {
            messages = List.copyOf(messages);
        }

        /** Those of the words that are new to whoever knows so many. */
        public List<Message> beyond(long known) {
            long seen = said == 0 ? 0 : known - (said - messages.size());
            return messages.subList(Math.clamp(seen, 0, messages.size()), messages.size());
        }

        /** The same with only these words. */
        public RequestWaiting with(List<Message> words) {
            return new RequestWaiting(queue, request, client, offeredTo, offer, said, words, at);
        }
    }

    /** A waiting request is gone from the list: taken by an agent, or ended (agent null). */
    record RequestGone(QueueId queue, RequestId request, Client client, @Nullable AgentId takenBy)
            implements ConsoleEvent {}

    /**
     * The agent has a new session, with what was said while waiting.
     *
     * @param lastSeq where its log stands with that
     * @param earlier what was said before by whom, when it was handed over; empty for a new one
     */
    record SessionAssigned(
            SessionId session,
            Client client,
            AgentId agent,
            List<Message> messages,
            long lastSeq,
            Instant at,
            List<Said> earlier)
            implements ConsoleEvent {
        public SessionAssigned {
            messages = List.copyOf(messages);
            earlier = List.copyOf(earlier);
        }
    }

    /** The client of a session of the agent turned out to be another one (decision V2-31). */
    record SessionClientChanged(
            SessionId session, Client before, Client client, long seq, Instant at)
            implements ConsoleEvent {}

    /**
     * Others take part in a session of the agent from here on.
     *
     * @param agents all of them, the agent itself among them
     */
    record SessionAgentsChanged(
            SessionId session, Client client, List<AgentId> agents, long seq, Instant at)
            implements ConsoleEvent {
        public SessionAgentsChanged {
            agents = List.copyOf(agents);
        }
    }

    /**
     * The agent takes part no longer in a session that goes on.
     *
     * @param by who wanted that
     * @param to who has it now; null when it waits in a line, or others have it
     */
    record SessionLeft(
            SessionId session,
            Client client,
            AgentId agent,
            AgentId by,
            @Nullable AgentId to,
            long seq,
            Instant at)
            implements ConsoleEvent {}

    /**
     * A session of the tenant was handed on, to an agent or into a line: for everybody.
     *
     * @param by who did it
     * @param to who has it now; null when it waits in a line
     */
    record SessionMoved(
            SessionId session, Client client, AgentId by, @Nullable AgentId to, Instant at)
            implements ConsoleEvent {}

    /** Something was said in a session of the agent. */
    record SessionSaid(
            SessionId session, Client client, Party speaker, Message message, long seq, Instant at)
            implements ConsoleEvent {}

    /** A word among agents in a session of the agent, or one that it watches. */
    record SessionWhispered(
            SessionId session, Client client, AgentId by, String text, long seq, Instant at)
            implements ConsoleEvent {}

    /**
     * A word in a session of the agent was taken back, or reads otherwise.
     *
     * @param of its number in the log
     * @param instead how it reads now; null when it was taken back
     */
    record SessionCorrected(
            SessionId session,
            Client client,
            AgentId by,
            long of,
            @Nullable Message instead,
            long seq,
            Instant at)
            implements ConsoleEvent {}

    /** An agent has read a session of the agent up to that number (decision AD-20). */
    record SessionRead(SessionId session, Client client, AgentId by, long upTo, Instant at)
            implements ConsoleEvent {}

    /** A supervisor set the status of the agent itself. */
    record StatusForced(AgentId agent, long number, String name, AgentStatus status)
            implements ConsoleEvent {}

    /** Typing or preview in a session of the agent. */
    record SessionSignalled(
            SessionId session, Client client, Signal.Kind kind, @Nullable String text)
            implements ConsoleEvent {}

    /** A session of the agent is over; {@code seq} is the last of its log. */
    record SessionEnded(SessionId session, Client client, Party by, long seq)
            implements ConsoleEvent {}

    /**
     * What another server sends to consoles, word for word (decision KF-34).
     *
     * @param json an object
     * @param except consoles that are not to get it (decision KF-33)
     */
    record Relayed(String json, Set<String> except) implements ConsoleEvent {
        public Relayed {
            except = Set.copyOf(except);
        }
    }

    /** A colleague of the tenant came online. */
    record AgentCame(AgentId agent, long number, String name, Instant at) implements ConsoleEvent {}

    /** A colleague of the tenant went. */
    record AgentWent(AgentId agent, long number, String name, Instant at) implements ConsoleEvent {}

    /** A colleague changed its status. */
    record AgentStatusChanged(AgentId agent, long number, String name, AgentStatus status)
            implements ConsoleEvent {}

    /** The agent logged in elsewhere; consoles of that kind and a lower epoch must go (KF 3.6). */
    record LoggedInElsewhere(AgentId agent, ConsoleKind kind, long epoch) implements ConsoleEvent {}
}
