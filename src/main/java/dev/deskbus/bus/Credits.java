package dev.deskbus.bus;

import dev.deskbus.domain.id.NodeId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How much is under way to each peer: the bus below has no back-pressure of its own (reliability
 * V8). A thousand at most.
 */
final class Credits {
    static final int LIMIT = 1000;

    private final ConcurrentMap<NodeId, Integer> underWay = new ConcurrentHashMap<>();

    /** Takes one; false when there is none left. */
    boolean take(NodeId peer) {
        boolean[] taken = {false};
        underWay.compute(
                peer,
                (_, count) -> {
                    int before = count == null ? 0 : count;
                    taken[0] = before < LIMIT;
                    return taken[0] ? before + 1 : before;
                });
        return taken[0];
    }

    /** Gives one back; a peer with nothing under way is forgotten. */
    void giveBack(NodeId peer) {
        underWay.computeIfPresent(peer, (_, count) -> count > 1 ? count - 1 : null);
    }
}
