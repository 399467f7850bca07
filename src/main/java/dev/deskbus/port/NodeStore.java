package dev.deskbus.port;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes and shards on disk: who is there, and who owns what. */
public interface NodeStore {
    /** Notes this node with a first lease. */
    Future<Void> join(NodeId node, String host, Duration lease);

    /**
     * Renews the lease and reads everything, by one round trip; fails with {@code
     * IllegalStateException} when the node has no row.
     */
    Future<ClusterView> renew(NodeId node, Duration lease);

    /** Reads everything and changes nothing; {@code renewed} says nothing then. */
    Future<ClusterView> look(NodeId node);

    /**
     * Takes shards that are free or whose owner's lease has run out, each with a new epoch; returns
     * those that were really taken.
     */
    Future<List<Fence>> claim(NodeId node, List<Shard> shards);

    /** Gives shards back. */
    Future<Void> release(NodeId node, List<Shard> shards);

    /** Takes the node off the list, its shards given back. */
    Future<Void> leave(NodeId node);

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

    /** A node whose row is there; {@code alive} while its lease has not run out. */
    record Member(NodeId node, String host, boolean alive) {}

    /** A shard; owner null while it is free. */
    record Owned(Shard shard, @Nullable NodeId owner, long epoch) {}
}
