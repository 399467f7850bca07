package dev.deskbus.cluster;

import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a node gives back what it has. */
class NodeLeaseLeavingTest extends TwoLeases {
    /** Has something under way in each shard, and notes how many it serves. */
    private record Busy(Map<Fence, Promise<Void>> underWay, List<Integer> served)
            implements OwnershipListener {
        @Override
        public Future<?> onOwned(Set<Fence> owned) {
            served.add(owned.size());
            return Future.succeededFuture();
        }

        @Override
        public Future<?> onGoing(Fence going) {
            return underWay.computeIfAbsent(going, _ -> Promise.promise()).future();
        }
    }

    @Test
    void whoeverLeavesSaysSoAndGivesBackGroupByGroupWhileItServesTheRest() {
        joinBoth();
        Map<Fence, Promise<Void>> underWay = new HashMap<>();
        List<Integer> served = new ArrayList<>();
        b.listen(new Busy(underWay, served));
        int all = b.fences().size();
        Future<Void> left = b.leave();
        assertThat(store.isLeaving(B)).isTrue();
        assertThat(b.fences()).hasSize(all);
        assertThat(b.isReady()).isFalse();
        for (int tick = 0; tick < 6; tick++) {
            pass(500);
            await(a.renew());
            await(b.renew());
        }
        assertThat(b.isHeld()).isTrue();
        Fence first = underWay.keySet().iterator().next();
        underWay.get(first).complete();
        assertThat(b.fences()).hasSize(all - 1).doesNotContain(first);
        await(a.renew());
        assertThat(a.fence(first.shard())).isPresent();
        await(b.renew());
        assertThat(b.owner(first.shard())).contains(A);
        underWay.values().forEach(Promise::tryComplete);
        await(left);
        assertThat(served).startsWith(all - 1).endsWith(0).hasSizeGreaterThan(all / 4);
        assertThat(store.countOwnedBy(B)).isZero();
        assertThat(b.isHeld()).isFalse();
        assertThat(b.owner(new Shard(0))).contains(A);
        assertThat(b.peers()).containsExactly(A);
        await(a.renew());
        assertThat(a.fences()).hasSize(Shard.COUNT);
        await(b.renew());
        assertThat(a.peers()).isEmpty();
        await(b.leave());
    }

    @Test
    void whatCouldNotBeGivenBackIsNotServedButGivenBackAgain() {
        await(a.join());
        await(b.join());
        seconds(6);
        store.slow(A);
        pass(1000);
        Future<Void> renewing = a.renew();
        for (int step = 0; step < 3; step++) {
            store.advance(A, 0);
        }
        await(renewing);
        assertThat(store.calls()).last().isEqualTo("release a");
        int served = a.fences().size();
        for (int tick = 0; tick < 3; tick++) {
            pass(500);
            Future<Void> renewed = a.renew();
            for (int step = 0; step < 3; step++) {
                store.advance(A, 1);
            }
            await(renewed);
            assertThat(a.fences()).hasSize(served);
            assertThat(store.countOwnedBy(A)).isGreaterThan(served);
        }
        store.quick(A);
        seconds(2);
        assertThat(store.countOwnedBy(A)).isEqualTo(a.fences().size());
    }
}
