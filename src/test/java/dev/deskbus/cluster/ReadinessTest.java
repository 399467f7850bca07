package dev.deskbus.cluster;

import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.NodeStore.Early;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private final AtomicLong nanos = new AtomicLong();
    private final FakeNodeStore store = new FakeNodeStore(nanos::get);
    private final Set<NodeId> seen = new HashSet<>();
    private final Set<NodeId> heard = new HashSet<>();
    private final Neighbours neighbours =
            new Neighbours() {
                @Override
                public Set<NodeId> seen() {
                    return Set.copyOf(seen);
                }

                @Override
                public Set<NodeId> heard() {
                    return Set.copyOf(heard);
                }
            };
    private final NodeLease lease =
            new NodeLease(
                    A, "host", store, neighbours, new ClusterClock(nanos::get), NodeLease.HELD);
    private final Readiness target = new Readiness(lease, neighbours, store);

    @Test
    void aNodeAloneIsReadyWhenItOwnsEverythingAndCanWrite() {
        assertThat(isReady()).isFalse();
        await(lease.join());
        assertThat(isReady()).isTrue();
        assertThat(store.calls()).containsOnlyOnce("prove a");
        assertThat(isReady()).isTrue();
        assertThat(store.calls()).containsOnlyOnce("prove a");
    }

    @Test
    void aNodeThatCannotReachTheBusStaysUnready() {
        joinBoth();
        assertThat(isReady()).isFalse();
        seen.add(B);
        assertThat(isReady()).isFalse();
        heard.add(B);
        assertThat(isReady()).isTrue();
    }

    @Test
    void aNodeThatOwnsAStaleEpochStaysUnready() {
        await(lease.join());
        lease.fences().forEach(fence -> store.give(fence.shard(), B));
        assertThat(isReady()).isFalse();
        await(lease.renew());
        await(store.leave(B));
        await(lease.renew());
        assertThat(isReady()).isTrue();
    }

    @Test
    void whatWasShownStaysShownWhileAnotherNodeLeaves() {
        seen.add(B);
        heard.add(B);
        joinBoth();
        assertThat(isReady()).isTrue();
        await(store.leave(B));
        assertThat(store.owners()).hasSizeLessThan(64);
        heard.clear();
        seen.clear();
        assertThat(isReady()).isTrue();
    }

    @Test
    void whoeverLostItsLeaseShowsEverythingAgain() {
        await(lease.join());
        assertThat(isReady()).isTrue();
        pass(2500);
        assertThat(isReady()).isFalse();
        await(lease.renew());
        assertThat(isReady()).isTrue();
        assertThat(store.calls().stream().filter("prove a"::equals)).hasSize(2);
    }

    private void joinBoth() {
        await(store.join(B, "host", Duration.ofSeconds(3)));
        await(lease.join());
        await(store.claim(B, IntStream.range(0, 64).mapToObj(Shard::new).toList(), Early.NEVER));
        await(lease.renew());
    }

    private boolean isReady() {
        return await(target.isReady());
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
