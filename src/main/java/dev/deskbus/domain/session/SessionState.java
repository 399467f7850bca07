package dev.deskbus.domain.session;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/** What a session is: open, or closed. */
public sealed interface SessionState {
    /**
     * What a session is about.
     *
     * @param queue the one whose rules count at present
     * @param kind what answers at present; a dedicated session has no idle rule (decision V2-38)
     */
    record Facts(
            SessionId id,
            TenantId tenant,
            QueueId queue,
            SessionKind kind,
            ClientId client,
            IdleRule idle,
            @Nullable CallbackTarget target) {
        public Facts {
            idle = kind == SessionKind.DEDICATED ? IdleRule.NEVER : idle;
        }

        /** The same with other callbacks from now on; null leaves them as they are. */
        Facts withTarget(@Nullable CallbackTarget other) {
            return other == null ? this : new Facts(id, tenant, queue, kind, client, idle, other);
        }

        /** The same in another queue. */
        Facts withQueue(QueueId other, SessionKind served, IdleRule rule) {
            return new Facts(id, tenant, other, served, client, rule, target);
        }

        /** The same in the line of another queue, whose rules do not count yet. */
        Facts inQueue(QueueId other) {
            return withQueue(other, kind, idle);
        }

        /** The same with another client. */
        Facts withClient(ClientId other) {
            return new Facts(id, tenant, queue, kind, other, idle, target);
        }
    }

    /** What it is about. */
    Facts facts();

    /** The number of the last event in the log; 0 before the first. */
    long lastSeq();

    /**
     * Client and agents talk.
     *
     * @param agents who takes part, the first to come first
     * @param lastWordAt when somebody last said something, or began to serve
     * @param warned whether the idle warning has been given since then
     * @param recent {@link MessageKey#recent()} of the last two minutes, with the sequence number
     *     and time of the first, oldest first
     * @param asked what the robot has not answered yet, oldest first; empty without a robot
     * @param waiting the request with which it waits in a line for its next agent; null while
     *     somebody is there
     * @param watchers supervisors who see it without taking part
     * @param fresh the agents' words of the last two minutes, by their numbers, oldest first
     */
    record Open(
            Facts facts,
            List<AgentId> agents,
            long lastSeq,
            Instant lastWordAt,
            boolean warned,
            PMap<String, Heard> recent,
            List<Asked> asked,
            @Nullable RequestId waiting,
            List<AgentId> watchers,
            PMap<Long, Spoken> fresh)
            implements SessionState {
        public Open {
            agents = List.copyOf(agents);
            asked = List.copyOf(asked);
            watchers = List.copyOf(watchers);
        }

        /** Everybody who is shown what happens: who takes part, then who watches. */
        public List<AgentId> audience() {
            return Stream.concat(agents.stream(), watchers.stream()).distinct().toList();
        }

        Open withFacts(Facts other, long seq) {
            return with(other, agents, seq, warned, asked);
        }

        Open withAgents(List<AgentId> others, long seq) {
            return with(facts, others, seq, warned, asked);
        }

        Open withSeq(long seq) {
            return with(facts, agents, seq, warned, asked);
        }

        Open withWarning(long seq) {
            return with(facts, agents, seq, true, asked);
        }

        /** Silence begins anew: somebody else serves from here on. */
        Open withSilenceFrom(Instant at) {
            return new Open(
                    facts, agents, lastSeq, at, false, recent, asked, waiting, watchers, fresh);
        }

        Open withAsked(List<Asked> others) {
            return with(facts, agents, lastSeq, warned, others);
        }

        Open withWaiting(@Nullable RequestId request) {
            return new Open(
                    facts,
                    agents,
                    lastSeq,
                    lastWordAt,
                    warned,
                    recent,
                    asked,
                    request,
                    watchers,
                    fresh);
        }

        Open withWatchers(List<AgentId> others, long seq) {
            return new Open(
                    facts, agents, seq, lastWordAt, warned, recent, asked, waiting, others, fresh);
        }

        Open withFresh(PMap<Long, Spoken> words, long seq) {
            return new Open(
                    facts,
                    agents,
                    seq,
                    lastWordAt,
                    warned,
                    recent,
                    asked,
                    waiting,
                    watchers,
                    words);
        }

        private Open with(
                Facts others, List<AgentId> people, long seq, boolean warning, List<Asked> open) {
            return new Open(
                    others,
                    people,
                    seq,
                    lastWordAt,
                    warning,
                    recent,
                    open,
                    waiting,
                    watchers,
                    fresh);
        }
    }

    /** Nothing is said any more; {@code at} is when it ended. */
    record Closed(Facts facts, List<AgentId> agents, long lastSeq, Party by, Instant at)
            implements SessionState {
        public Closed {
            agents = List.copyOf(agents);
        }
    }

    /** A message that was heard a short while ago. */
    record Heard(long seq, Instant at) {}

    /** Whose word it is, and when it was said. */
    record Spoken(AgentId speaker, Instant at) {}

    /** A question to the robot: the number of the client's word, and the word. */
    record Asked(long seq, String text) {}
}
