package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Nodes and shards in memory, with a clock that a test may hold in its hand. */
final class FakeNodeStore implements NodeStore {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LongSupplier nanos;
    private final Map<NodeId, Long> leaseUntil = new HashMap<>();
    private final Map<Shard, NodeId> owners = new HashMap<>();
    private final Map<Shard, Long> epochs = new HashMap<>();
    private final Set<NodeId> cutOff = new HashSet<>();
    private boolean down;

    FakeNodeStore(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** From now on every call fails, or works again. */
    synchronized void setDown(boolean down) {
        this.down = down;
    }

    /** Calls of that node fail from now on, as if it were dead or hung. */
    synchronized void cutOff(NodeId node) {
        cutOff.add(node);
    }

    synchronized boolean isOwner(Fence fence) {
        return fence.node().equals(owners.get(fence.shard()))
                && fence.epoch() == epochs.getOrDefault(fence.shard(), 0L);
    }

    /** As if a tidy mind had deleted its row. */
    synchronized void forget(NodeId node) {
        leaseUntil.remove(node);
    }

    synchronized long countOwnedBy(NodeId node) {
        return owners.values().stream().filter(node::equals).count();
    }

    synchronized Map<Shard, NodeId> owners() {
        return Map.copyOf(owners);
    }

    /** Another node takes the shard, whoever had it. */
    synchronized void give(Shard shard, NodeId node) {
        owners.put(shard, node);
        epochs.merge(shard, 1L, Long::sum);
    }

    @Override
    public Future<Void> join(NodeId node, String host, Duration lease) {
        return call(
                node,
                () -> {
                    leaseUntil.put(node, nanos.getAsLong() + lease.toNanos());
                    return null;
                });
    }

    @Override
    public Future<ClusterView> renew(NodeId node, Duration lease) {
        return call(
                node,
                () -> {
                    if (!leaseUntil.containsKey(node)) {
                        throw new IllegalStateException("node has no row");
                    }
                    boolean renewed = isAlive(node);
                    leaseUntil.put(node, nanos.getAsLong() + lease.toNanos());
                    return new ClusterView(
                            START.plusNanos(nanos.getAsLong()), renewed, members(), shards());
                });
    }

    @Override
    public Future<ClusterView> look(NodeId node) {
        return call(
                node,
                () ->
                        new ClusterView(
                                START.plusNanos(nanos.getAsLong()),
                                isAlive(node),
                                members(),
                                shards()));
    }

    @Override
    public Future<List<Fence>> claim(NodeId node, List<Shard> shards) {
        return call(
                node,
                () -> {
                    List<Fence> taken = new ArrayList<>();
                    for (Shard shard : shards) {
                        NodeId owner = owners.get(shard);
                        if (owner == null || !isAlive(owner)) {
                            give(shard, node);
                            taken.add(new Fence(shard, node, epochs.get(shard)));
                        }
                    }
                    return taken;
                });
    }

    @Override
    public Future<Void> release(NodeId node, List<Shard> shards) {
        return call(
                node,
                () -> {
                    shards.forEach(shard -> owners.remove(shard, node));
                    return null;
                });
    }

    @Override
    public Future<Void> leave(NodeId node) {
        return call(
                node,
                () -> {
                    leaseUntil.remove(node);
                    owners.values().removeIf(node::equals);
                    return null;
                });
    }

    private boolean isAlive(NodeId node) {
        return leaseUntil.getOrDefault(node, Long.MIN_VALUE) > nanos.getAsLong();
    }

    private List<Member> members() {
        return leaseUntil.keySet().stream()
                .map(node -> new Member(node, "host", isAlive(node)))
                .toList();
    }

    private List<Owned> shards() {
        List<Owned> all = new ArrayList<>();
        for (int n = 0; n < Shard.COUNT; n++) {
            Shard shard = new Shard(n);
            all.add(new Owned(shard, owners.get(shard), epochs.getOrDefault(shard, 0L)));
        }
        all.sort(Comparator.comparingInt(owned -> owned.shard().number()));
        return all;
    }

    private synchronized <T> Future<T> call(NodeId node, Supplier<T> work) {
        return down || cutOff.contains(node)
                ? Future.failedFuture("the database does not answer")
                : Future.succeededFuture(work.get());
    }
}
