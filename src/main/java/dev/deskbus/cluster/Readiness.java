package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Whether this node has shown that it can serve since it last lost touch (reliability R7): with at
 * least half of its peers each side has answered the other at its own address, every shard had an
 * owner once, and a fenced write went through. What was shown once stays shown while others come
 * and go.
 */
public final class Readiness {
    private static final long PATIENCE_MILLIS = 1000;
    private static final long NEVER = -1;

    private final NodeLease lease;
    private final Neighbours neighbours;
    private final NodeStore store;
    private volatile long shownAfter = NEVER;
    private volatile boolean wasWhole;

    /** Nothing is shown yet. */
    public Readiness(NodeLease lease, Neighbours neighbours, NodeStore store) {
        this.lease = lease;
        this.neighbours = neighbours;
        this.store = store;
    }

    /** Whether it is so now; tries what has not been shown. Never fails. */
    public Future<Boolean> isReady() {
        long breaks = lease.breaks();
        if (!lease.isReady()) {
            return Future.succeededFuture(false);
        }
        if (shownAfter == breaks) {
            return Future.succeededFuture(true);
        }
        wasWhole = wasWhole || isWhole();
        return wasWhole && meetsPeers()
                ? canWrite().onSuccess(can -> shownAfter = can ? breaks : NEVER)
                : Future.succeededFuture(false);
    }

    private boolean isWhole() {
        return IntStream.range(0, Shard.COUNT)
                .allMatch(number -> lease.owner(new Shard(number)).isPresent());
    }

    private boolean meetsPeers() {
        List<NodeId> peers = lease.peers();
        Set<NodeId> met = new HashSet<>(neighbours.seen());
        met.retainAll(neighbours.heard());
        met.retainAll(peers);
        return met.size() * 2 >= peers.size();
    }

    /** Who owns nothing yet has nothing to write; that it can is shown by each renewal. */
    private Future<Boolean> canWrite() {
        List<Fence> fences = lease.fences();
        return fences.isEmpty()
                ? Future.succeededFuture(lease.isHeld())
                : store.prove(fences.getFirst())
                        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .otherwise(false);
    }
}
