package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import java.util.Set;

/** Which nodes can be reached over the bus at this moment. */
@FunctionalInterface
public interface Neighbours {
    /** Those, with or without this one. */
    Set<NodeId> seen();
}
