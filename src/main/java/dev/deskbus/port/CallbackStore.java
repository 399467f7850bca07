package dev.deskbus.port;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.id.ClientId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outbox. */
public interface CallbackStore {
    /**
     * The head of each lane of these shards that is due, its attempt counted up and on disk before
     * it is returned. A lane whose head is not due yields nothing: order before speed. Heads that
     * were taken and not settled come again when the patience is over, or at once when their taking
     * is known to be lost.
     *
     * @param busy lanes with a delivery under way on this node
     */
    Future<List<Due>> takeDue(List<Fence> fences, Set<ClientId> busy, Taking taking, int limit);

    /**
     * Notes how attempts ended and takes heads as {@link #takeDue} does, for many lanes in one
     * write: all of it happened, or none. A lane that is fenced off keeps no other from its turn.
     *
     * @param turns at most one of a lane
     * @return what became of each, in the same order
     */
    Future<List<Turned>> turn(List<Turn> turns, Taking taking);

    /** How many wait, and how many are dead letters, for the metrics. */
    Future<Backlog> count();

    /**
     * What one lane wants.
     *
     * @param ended the attempt to be noted, if there was one
     * @param takes whether its head is wanted; after an attempt, the one that is then the head
     */
    record Turn(Fence fence, ClientId lane, Optional<Ended> ended, boolean takes) {
        /** Nothing is taken past a head that stays in the line. */
        public Turn {
            takes = takes && ended.map(Ended::leaves).orElse(true);
        }
    }

    /** How an attempt ended; {@code retryAfter} empty makes a failure a dead letter. */
    record Ended(long number, CallbackOutcome outcome, Optional<Duration> retryAfter) {
        /** Whether it leaves the line, for whatever comes behind it. */
        public boolean leaves() {
            return !(outcome instanceof Retryable && retryAfter.isPresent());
        }
    }

    /**
     * What became of a turn.
     *
     * @param written {@code CONFLICT} when the attempt had been settled already; then, too, the
     *     head is taken
     * @param head what was taken; empty when nothing is due
     */
    record Turned(Written written, Optional<Due> head) {}

    /**
     * One taking.
     *
     * @param id of no other
     * @param patience how long what is taken stays taken
     * @param lost earlier takings of this node whose answer never came
     */
    record Taking(String id, Duration patience, Set<String> lost) {
        public Taking {
            lost = Set.copyOf(lost);
        }
    }

    /** One callback, taken for its {@code attempt}-th attempt; {@code number} orders its lane. */
    record Due(long number, int attempt, OutboxEntry entry) {}

    /** Sizes of the outbox. */
    record Backlog(long waiting, long dead) {}
}
