package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** Whether this node is on the wrong side of a split in which every side reaches the database. */
final class Isolation {
    private Isolation() {}

    /**
     * Whether it sees less than half of the nodes holding leases; of two equal halves the one with
     * the smallest node id stays. A node alone is never cut off.
     *
     * @param holding every node with a lease, this one among them
     * @param seen the nodes that can be reached
     */
    static boolean isCutOff(NodeId me, Set<NodeId> holding, Set<NodeId> seen) {
        Set<NodeId> here = new HashSet<>(holding);
        here.removeIf(node -> !node.equals(me) && !seen.contains(node));
        if (here.size() * 2 != holding.size()) {
            return here.size() * 2 < holding.size();
        }
        return holding.stream()
                .min(Comparator.comparing(NodeId::value))
                .filter(smallest -> !here.contains(smallest))
                .isPresent();
    }
}
