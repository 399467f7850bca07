package dev.deskbus.cluster;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Nodes and shards in memory, with a clock that a test may hold in its hand. Calls of a slow node
 * go on step by step, as a test says: a renewal reads, then writes, then is answered.
 */
final class FakeNodeStore implements NodeStore {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LongSupplier nanos;
    private final Map<NodeId, Row> rows = new HashMap<>();
    private final Map<Shard, NodeId> owners = new HashMap<>();
    private final Map<Shard, Long> epochs = new HashMap<>();
    private final Set<NodeId> cutOff = new HashSet<>();
    private final Set<NodeId> slow = new HashSet<>();
    private final Map<NodeId, Deque<Call<?>>> pending = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private boolean down;

    FakeNodeStore(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Row(long leaseUntil, boolean leaving) {}

    /** A call in several steps; the value of the first is its answer. */
    private static final class Call<T> {
        private final Supplier<T> reading;
        private final Runnable writing;
        private final Promise<T> answer = Promise.promise();
        private T value;
        private int step;

        Call(Supplier<T> reading, Runnable writing) {
            this.reading = reading;
            this.writing = writing;
        }

        /** True when it is over. */
        boolean advance() {
            switch (step++) {
                case 0 -> value = reading.get();
                case 1 -> writing.run();
                default -> {
                    answer.tryComplete(value);
                    return true;
                }
            }
            return false;
        }
    }

    /** From now on every call fails, or works again. */
    synchronized void setDown(boolean down) {
        this.down = down;
    }

    /** Calls of that node fail from now on, as if it were dead or hung. */
    synchronized void cutOff(NodeId node) {
        cutOff.add(node);
    }

    /** Calls of that node wait for {@link #advance} from now on. */
    synchronized void slow(NodeId node) {
        slow.add(node);
    }

    /** The oldest calls of that node make a step each, as if on connections of their own. */
    void advance(NodeId node, int which) {
        Call<?> call;
        synchronized (this) {
            Deque<Call<?>> calls = pending.getOrDefault(node, new ArrayDeque<>());
            if (calls.isEmpty()) {
                return;
            }
            call = new ArrayList<>(calls).get(which % calls.size());
            if (call.step < 2) {
                call.advance();
                return;
            }
            calls.remove(call);
        }
        call.advance();
    }

    /** Calls of that node are quick again; those that wait end now. */
    void quick(NodeId node) {
        synchronized (this) {
            slow.remove(node);
        }
        while (!pending.getOrDefault(node, new ArrayDeque<>()).isEmpty()) {
            advance(node, 0);
        }
    }

    synchronized boolean isOwner(Fence fence) {
        return fence.node().equals(owners.get(fence.shard()))
                && fence.epoch() == epochs.getOrDefault(fence.shard(), 0L);
    }

    /** As if a tidy mind had deleted its row. */
    synchronized void forget(NodeId node) {
        rows.remove(node);
    }

    synchronized long countOwnedBy(NodeId node) {
        return owners.values().stream().filter(node::equals).count();
    }

    synchronized Map<Shard, NodeId> owners() {
        return Map.copyOf(owners);
    }

    synchronized boolean isLeaving(NodeId node) {
        return rows.containsKey(node) && rows.get(node).leaving();
    }

    /** What was asked for, in order: the name of the call and the node. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Another node takes the shard, whoever had it. */
    synchronized void give(Shard shard, NodeId node) {
        owners.put(shard, node);
        epochs.merge(shard, 1L, Long::sum);
    }

    @Override
    public Future<Void> join(NodeId node, String host, Duration lease) {
        return call("join", node, () -> null, () -> rows.put(node, leaseOf(lease, false)));
    }

    @Override
    public Future<ClusterView> renew(NodeId node, Duration lease, boolean leaving) {
        return call(
                "renew",
                node,
                () -> {
                    if (!rows.containsKey(node)) {
                        throw new IllegalStateException("node has no row");
                    }
                    boolean renewed = isAlive(node, Duration.ZERO);
                    Row row = leaseOf(lease, leaving);
                    List<Member> members = new ArrayList<>(members());
                    members.removeIf(member -> member.node().equals(node));
                    members.add(member(node, row));
                    return new ClusterView(now(), renewed, members, shards());
                },
                () -> rows.put(node, leaseOf(lease, leaving)));
    }

    @Override
    public Future<ClusterView> look(NodeId node) {
        return call(
                "look",
                node,
                () -> new ClusterView(now(), isAlive(node, Duration.ZERO), members(), shards()),
                () -> {});
    }

    @Override
    public Future<List<Fence>> claim(NodeId node, List<Shard> shards, Early early) {
        return call("claim", node, () -> take(node, shards, early), () -> {});
    }

    @Override
    public Future<Void> release(List<Fence> fences) {
        return call(
                "release",
                fences.getFirst().node(),
                () -> null,
                () ->
                        fences.stream()
                                .filter(this::isOwner)
                                .forEach(fence -> owners.remove(fence.shard())));
    }

    @Override
    public Future<Boolean> prove(Fence fence) {
        return call("prove", fence.node(), () -> isOwner(fence), () -> {});
    }

    @Override
    public Future<Void> leave(NodeId node) {
        return call(
                "leave",
                node,
                () -> null,
                () -> {
                    rows.remove(node);
                    owners.values().removeIf(node::equals);
                });
    }

    private List<Fence> take(NodeId node, List<Shard> shards, Early early) {
        List<Fence> taken = new ArrayList<>();
        for (Shard shard : shards) {
            NodeId owner = owners.get(shard);
            if (owner == null || !isAlive(owner, by(early, owner))) {
                give(shard, node);
                taken.add(new Fence(shard, node, epochs.get(shard)));
            }
        }
        return taken;
    }

    private static Duration by(Early early, NodeId owner) {
        return early.vanished().contains(owner) ? early.by() : Duration.ZERO;
    }

    private Row leaseOf(Duration lease, boolean leaving) {
        return new Row(nanos.getAsLong() + lease.toNanos(), leaving);
    }

    private Instant now() {
        return START.plusNanos(nanos.getAsLong());
    }

    /** Whether its lease lasts longer than that from now. */
    private boolean isAlive(NodeId node, Duration longer) {
        Row row = rows.get(node);
        return row != null && row.leaseUntil() - longer.toNanos() > nanos.getAsLong();
    }

    private List<Member> members() {
        return rows.entrySet().stream().map(e -> member(e.getKey(), e.getValue())).toList();
    }

    private static Member member(NodeId node, Row row) {
        return new Member(node, "host", START.plusNanos(row.leaseUntil()), row.leaving());
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

    private synchronized <T> Future<T> call(
            String name, NodeId node, Supplier<T> reading, Runnable writing) {
        if (down || cutOff.contains(node)) {
            return Future.failedFuture("the database does not answer");
        }
        calls.add(name + " " + node.value());
        if (slow.contains(node)) {
            Call<T> call = new Call<>(reading, writing);
            pending.computeIfAbsent(node, _ -> new ArrayDeque<>()).add(call);
            return call.answer.future();
        }
        T value = reading.get();
        writing.run();
        return Future.succeededFuture(value);
    }
}
