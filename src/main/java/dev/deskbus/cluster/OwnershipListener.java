package dev.deskbus.cluster;

import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Wants to know what this node owns; called on any thread. */
public interface OwnershipListener {
    /**
     * This, and nothing else, is to be served from now on.
     *
     * @return completes when everything else has been stopped; shards are given back only then, or
     *     after a moment
     */
    Future<?> onOwned(Set<Fence> owned);

    /**
     * That shard will be given back soon, and is still served.
     *
     * @return completes when nothing is under way that another node would have to wait for
     */
    default Future<?> onGoing(Fence going) {
        return Future.succeededFuture();
    }

    /** Shards were given back just now: others may take them. */
    default void onReleased() {}

    /** Shards were taken just now: whoever looks for them finds them here. */
    default void onClaimed(List<Fence> claimed) {}
}
