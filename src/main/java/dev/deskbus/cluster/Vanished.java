package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.port.NodeStore.Member;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Nodes that hold a lease but cannot be reached, and what their leases did since. Whoever crashed
 * renews nothing more; whoever does renew lives, and so the network is cut.
 */
final class Vanished {
    private final Map<NodeId, Instant> leaseWhenLost = new HashMap<>();
    private final Set<NodeId> renewing = new HashSet<>();

    /** Who holds a lease, and who can be reached, just now. */
    void onSeen(Map<NodeId, Member> alive, Set<NodeId> reached) {
        leaseWhenLost.keySet().removeIf(node -> !alive.containsKey(node) || reached.contains(node));
        renewing.retainAll(leaseWhenLost.keySet());
        for (Member member : alive.values()) {
            if (!reached.contains(member.node())) {
                Instant before = leaseWhenLost.putIfAbsent(member.node(), member.leaseUntil());
                if (before != null && member.leaseUntil().isAfter(before)) {
                    renewing.add(member.node());
                }
            }
        }
    }

    /** Those that cannot be reached. */
    Set<NodeId> all() {
        return Set.copyOf(leaseWhenLost.keySet());
    }

    /** Those of them that have renewed nothing since. */
    Set<NodeId> silent() {
        Set<NodeId> silent = new HashSet<>(leaseWhenLost.keySet());
        silent.removeAll(renewing);
        return silent;
    }
}
