package dev.deskbus.cluster;

import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.util.Set;

/** Wants to know what this node owns; called on any thread. */
public interface OwnershipListener {
    /**
     * This, and nothing else, is to be served from now on.
     *
     * @return completes when everything else has been stopped; shards are given back only then
     */
    Future<?> onOwned(Set<Fence> owned);

    /** Shards were given back just now: others may take them. */
    void onReleased();
}
