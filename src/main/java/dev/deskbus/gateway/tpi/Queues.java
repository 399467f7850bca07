package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queues of a client's tenant, and who is there to be asked for. */
final class Queues {
    private static final int NO_PRIORITY = 0;

    private final World world;

    Queues(World world) {
        this.world = world;
    }

    /** The tenant's queue of that number; fails with {@code QUEUE_UNKNOWN}. */
    Future<QueueRules> getQueue(Holder holder, long number) {
        if (!Owned.isPossible(number)) {
            return Future.failedFuture(unknown());
        }
        return world.directory()
                .findQueue(new QueueId(number))
                .map(
                        found ->
                                found.filter(
                                                rules ->
                                                        rules.tenant()
                                                                .equals(holder.client().tenant()))
                                        .orElseThrow(Queues::unknown));
    }

    /**
     * The agent that is asked for, if any; one that is unknown, or not there, fails with {@code
     * AGENT_UNAVAILABLE} (decision V2-9). Whether it serves the queue, that queue knows.
     */
    Future<Optional<AgentId>> findWanted(Holder holder, @Nullable String toUserId) {
        if (toUserId == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return world.presence()
                .findPresent(holder.client().tenant())
                .map(
                        present ->
                                Optional.of(
                                        present.stream()
                                                .map(colleague -> colleague.agent().id())
                                                .filter(id -> id.value().equals(toUserId))
                                                .findAny()
                                                .orElseThrow(Queues::notThere)));
    }

    /** Joins the line; the queue decides -3, -5, -1, -2 and -18, in this order (G-8). */
    Future<QueueAnswer> enqueue(QueueId queue, RequestOrigin origin) {
        var command =
                new QueueCommand.Enqueue(
                        new CommandId(UUID.randomUUID().toString()), origin, NO_PRIORITY);
        return world.bus().ask(Addresses.queue(queue), command);
    }

    /** An agent as clients see it, if it is known. */
    Future<Optional<Agent>> findAgent(@Nullable AgentId id) {
        return id == null
                ? Future.succeededFuture(Optional.empty())
                : world.directory().findAgent(id);
    }

    static Refusal unknown() {
        return new Refusal(ErrorCode.QUEUE_UNKNOWN, "no such queue");
    }

    private static Refusal notThere() {
        return new Refusal(ErrorCode.AGENT_UNAVAILABLE, "that agent is not there");
    }
}
