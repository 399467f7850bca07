package dev.deskbus.actor.queue;

import dev.deskbus.actor.queue.QueueActor.World;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.util.Optional;

/** Brings queues to life from their rows. */
public final class QueueActors implements ActorFactory {
    private final World world;

    public QueueActors(World world) {
        this.world = world;
    }

    @Override
    public String prefix() {
        return "queue.";
    }

    @Override
    public Future<QueueActor> make(String id, Fence fence) {
        return idOf(id).map(queue -> make(queue, fence))
                .orElseGet(() -> Future.failedFuture(unknown()));
    }

    private Future<QueueActor> make(QueueId id, Fence fence) {
        return world.store()
                .load(id)
                .map(
                        found ->
                                found.map(state -> new QueueActor(state, fence, world))
                                        .orElseThrow(QueueActors::unknown));
    }

    private static Optional<QueueId> idOf(String id) {
        try {
            return Optional.of(new QueueId(Long.parseLong(id)));
        } catch (NumberFormatException | Refusal e) {
            return Optional.empty();
        }
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.QUEUE_UNKNOWN, "no such queue");
    }
}
