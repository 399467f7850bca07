package dev.deskbus.port;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** This node's lease, and what it owns under it. */
public interface Lease {
    /** Who this node is, in this incarnation. */
    NodeId node();

    /**
     * Renews the lease and catches up with who owns what; fails when the database does not answer.
     */
    Future<Void> renew();

    /**
     * Whether the lease was renewed in the last two seconds; when not, nothing may be acknowledged.
     */
    boolean isHeld();

    /** Whether this node has been cut off from the others for several seconds. */
    boolean isIsolated();

    /** The ownership of that shard; empty when it is not ours, or the lease is late. */
    Optional<Fence> fence(Shard shard);

    /** Everything that is ours now; empty when the lease is late. */
    List<Fence> fences();
}
