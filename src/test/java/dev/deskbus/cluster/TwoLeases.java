package dev.deskbus.cluster;

import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Two nodes over one store in memory, time by hand. */
class TwoLeases {
    static final NodeId A = new NodeId("a");
    static final NodeId B = new NodeId("b");

    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    final FakeNodeStore store = new FakeNodeStore(() -> nanos.get() - Long.MAX_VALUE);
    final Set<NodeId> reachable = new HashSet<>(Set.of(A, B));
    final ClusterClock clock = new ClusterClock(nanos::get);
    final NodeLease a = lease(A);
    final NodeLease b = lease(B);

    NodeLease lease(NodeId node) {
        return new NodeLease(node, "host", store, () -> reachable, clock, NodeLease.HELD);
    }

    void joinBoth() {
        await(store.join(B, "host", Duration.ofSeconds(3)));
        await(a.join());
        await(b.join());
        await(a.renew());
        assertThat(a.fences()).hasSizeBetween(16, 48);
        assertThat(a.fences().size() + b.fences().size()).isEqualTo(Shard.COUNT);
    }

    void seconds(int seconds) {
        for (int tick = 0; tick < seconds * 2; tick++) {
            pass(500);
            await(a.renew());
            await(b.renew());
        }
    }

    void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
