package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Who should own what: rendezvous hash. When a node comes or goes, only its own shards move; every
 * node computes the same.
 */
final class Placement {
    private Placement() {}

    /** The node that should own the shard; empty when there is no node. */
    static Optional<NodeId> owner(Shard shard, Collection<NodeId> nodes) {
        return nodes.stream()
                .max(
                        Comparator.<NodeId>comparingLong(node -> weight(node, shard))
                                .thenComparing(NodeId::value));
    }

    /** FNV-1a over both, then the finalizer of SplitMix64, for every bit to count. */
    private static long weight(NodeId node, Shard shard) {
        long h = 0xcbf29ce484222325L;
        for (byte b : (node.value() + "." + shard.number()).getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }
}
