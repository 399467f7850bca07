package dev.deskbus.port;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes and shards on disk: who is there, and who owns what. */
public interface NodeStore {
    /** Notes this node with a first lease. */
    Future<Void> join(NodeId node, String host, Duration lease);

    /**
     * Renews the lease, says whether the node is leaving, and reads everything, by one round trip;
     * fails with {@code IllegalStateException} when the node has no row.
     */
    Future<ClusterView> renew(NodeId node, Duration lease, boolean leaving);

    /** Reads everything and changes nothing; {@code renewed} says nothing then. */
    Future<ClusterView> look(NodeId node);

    /**
     * Takes shards that are free or whose owner's lease has run out, each with a new epoch; returns
     * those that were really taken.
     */
    Future<List<Fence>> claim(NodeId node, List<Shard> shards, Early early);

    /** Gives shards back, each only while it is still owned in that epoch. */
    Future<Void> release(List<Fence> fences);

    /** Writes something under that ownership; false when it is not so on disk. */
    Future<Boolean> prove(Fence fence);

    /** Takes the node off the list, its shards given back. */
    Future<Void> leave(NodeId node);

    /**
     * Nodes from which shards may be taken a little before their leases run out, because they
     * cannot be reached either (decision 2).
     *
     * @param by how long before
     */
    record Early(Set<NodeId> vanished, Duration by) {
        /** From nobody. */
        public static final Early NEVER = new Early(Set.of(), Duration.ZERO);

        public Early {
            vanished = Set.copyOf(vanished);
        }
    }

    /**
     * The cluster at one moment.
     *
     * @param now the database's clock
     * @param renewed false when this node's lease had run out and was made anew
     */
    record ClusterView(Instant now, boolean renewed, List<Member> members, List<Owned> shards) {
        public ClusterView {
            members = List.copyOf(members);
            shards = List.copyOf(shards);
        }
    }

    /**
     * A node whose row is there.
     *
     * @param leaving it said that it gives everything back
     */
    record Member(NodeId node, String host, Instant leaseUntil, boolean leaving) {
        /** Whether its lease lasts longer than that. */
        public boolean isAliveAt(Instant time) {
            return leaseUntil.isAfter(time);
        }
    }

    /** A shard; owner null while it is free. */
    record Owned(Shard shard, @Nullable NodeId owner, long epoch) {}
}
