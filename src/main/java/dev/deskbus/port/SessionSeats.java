package dev.deskbus.port;

import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.SessionGivenBack;
import dev.deskbus.domain.session.SessionState.Facts;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who sits in a session, on disk: slots are taken and given back by the very statement that writes
 * the event, under the session's fence. What a supervisor does is in the audit by then.
 */
public interface SessionSeats {
    /** Where the act of that name stands in the log; empty when it was not done. */
    Future<Optional<Logged>> findAct(SessionId session, CommandId act);

    /**
     * An agent takes a seat: the one who joins, or to whom it is handed. Of those who take part no
     * longer the slots are free again; a request with which the session waited is taken.
     *
     * @param beyond whether it may have more than its capacity, if it is a supervisor
     */
    Future<Seating> seat(Step step, AgentId agent, boolean beyond);

    /**
     * Back into a line at its original age: its request waits there, the agents' slots are free.
     *
     * @param by the agents who had it
     */
    Future<Seating> giveBack(Step step, SessionGivenBack event, Set<AgentId> by);

    /**
     * What is written in one step.
     *
     * @param lastSeq the last number in the log before the event
     * @param callbacks written by the same statement
     */
    record Step(
            Fence fence,
            Facts session,
            long lastSeq,
            SessionEvent event,
            List<OutboxEntry> callbacks) {
        public Step {
            callbacks = List.copyOf(callbacks);
        }
    }

    /** How it ended. A failed future means that the outcome is unknown. */
    sealed interface Seating {
        /** It is on disk. */
        record Stored() implements Seating {}

        /** The session is not as its actor believes: a line has just given it to somebody. */
        record Overtaken() implements Seating {}

        /** The tenant has no such person. */
        record AgentUnknown() implements Seating {}

        /** The agent is not there. */
        record AgentAbsent() implements Seating {}

        /** The agent has no free slot. */
        record AgentFull() implements Seating {}

        /** The tenant has no such queue of people. */
        record QueueUnknown() implements Seating {}

        /** Another node owns the shard. */
        record Fenced() implements Seating {}
    }
}
