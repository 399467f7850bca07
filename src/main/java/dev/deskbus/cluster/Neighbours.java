package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import java.util.Set;

/** Which nodes can be reached over the bus at this moment. */
@FunctionalInterface
public interface Neighbours {
    /** Those, with or without this one. */
    Set<NodeId> seen();

    /** Those that showed a moment ago that they can reach this node. */
    default Set<NodeId> heard() {
        return seen();
    }

    /** That node asked whether this one is there. */
    default void onPing(NodeId by) {}

    /** Tells of every change from now on; a hint, on any thread. */
    default void listen(Runnable onChange) {}
}
