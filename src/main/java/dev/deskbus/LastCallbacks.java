package dev.deskbus;

import dev.deskbus.actor.callback.CallbackDispatcher;
import dev.deskbus.cluster.OwnershipListener;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.util.Set;

/** Lets callbacks under way end before their shard is given back. */
final class LastCallbacks implements OwnershipListener {
    private final CallbackDispatcher dispatcher;

    LastCallbacks(CallbackDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** It asks the lease before each send. */
    @Override
    public Future<?> onOwned(Set<Fence> owned) {
        return Future.succeededFuture();
    }

    @Override
    public Future<?> onGoing(Fence going) {
        return dispatcher.finish(going);
    }
}
