package dev.deskbus.port;

import dev.deskbus.domain.callback.CallbackOutcome;
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

    /** The same for one lane. */
    Future<Optional<Due>> takeHead(Fence fence, ClientId lane, Taking taking);

    /** Notes how the attempt ended; {@code retryAfter} empty makes a failure a dead letter. */
    Future<Written> settle(
            Fence fence, long number, CallbackOutcome outcome, Optional<Duration> retryAfter);

    /** How many wait, and how many are dead letters, for the metrics. */
    Future<Backlog> count();

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
