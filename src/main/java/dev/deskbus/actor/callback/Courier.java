package dev.deskbus.actor.callback;

import dev.deskbus.domain.callback.CallbackOutcome;
import dev.deskbus.domain.callback.CallbackOutcome.Retryable;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.CallbackSender;
import dev.deskbus.port.CallbackSender.Delivery;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Lease;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Sends one delivery, but only what this node may send. */
final class Courier {
    private final Home home;
    private final CallbackSender sender;
    private final Lease lease;
    private final DeliveryCounts counts;

    Courier(Home home, CallbackSender sender, Lease lease, DeliveryCounts counts) {
        this.home = home;
        this.sender = sender;
        this.lease = lease;
        this.counts = counts;
    }

    /** Under what the lane is ours; empty when it is not, or the lease is late. */
    Optional<Fence> fence(ClientId lane) {
        return lease.fence(Shard.of(lane));
    }

    /** Everything that is ours; empty when the lease is late. */
    List<Fence> fences() {
        return lease.fences();
    }

    /** Whether that ownership still stands; to be asked immediately before each send. */
    boolean isOurs(Fence fence) {
        return lease.isHeld() && lease.fence(fence.shard()).filter(fence::equals).isPresent();
    }

    /** One attempt under that ownership; never fails. */
    Future<CallbackOutcome> send(Delivery delivery, Fence fence) {
        counts.onSending();
        return home.bring(() -> sender.send(delivery, () -> isOurs(fence)))
                .otherwise(cause -> new Retryable(cause.toString()))
                .andThen((_, _) -> counts.onAnswered());
    }
}
