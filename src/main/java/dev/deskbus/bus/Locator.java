package dev.deskbus.bus;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import java.util.List;
import java.util.Optional;

/** Who owns which shard, as well as it is known here; it may be wrong for a moment. */
public interface Locator {
    /** This node. */
    NodeId node();

    /** The owner as last seen; empty while the shard is free. */
    Optional<NodeId> owner(Shard shard);

    /** Every other node with a lease. */
    List<NodeId> peers();

    /** Whether that peer answered a moment ago; when not, there is no use in sending. */
    boolean isReached(NodeId peer);

    /** What was known turned out to be wrong: look again, but not all the time. */
    void refreshSoon();
}
