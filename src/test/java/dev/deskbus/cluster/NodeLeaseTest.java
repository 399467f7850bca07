package dev.deskbus.cluster;

import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes over one store in memory, time by hand. */
class NodeLeaseTest extends TwoLeases {
    @Test
    void aNodeAloneTakesEverythingAtOnce() {
        await(a.join());
        assertThat(a.fences()).hasSize(Shard.COUNT);
        assertThat(a.fence(new Shard(5))).contains(new Fence(new Shard(5), A, 1));
        assertThat(a.owner(new Shard(5))).contains(A);
        assertThat(a.isReady()).isTrue();
        assertThat(a.peers()).isEmpty();
    }

    @Test
    void nothingIsHeldBeforeJoining() {
        await(a.renew());
        assertThat(a.isHeld()).isFalse();
        assertThat(a.fences()).isEmpty();
        assertThatThrownBy(clock::now).isInstanceOf(Refusal.class);
    }

    @Test
    void whoHasNotRenewedForTwoSecondsHoldsNothing() {
        await(a.join());
        store.setDown(true);
        pass(1990);
        assertThat(a.isHeld()).isTrue();
        pass(10);
        assertThat(a.renew().failed()).isTrue();
        assertThat(a.isHeld()).isFalse();
        assertThat(a.isReady()).isFalse();
        assertThat(a.fence(new Shard(5))).isEmpty();
        assertThat(a.fences()).isEmpty();
    }

    @Test
    void afterAnOutageOfTheDatabaseEverybodyKeepsWhatItHad() {
        joinBoth();
        List<Fence> ofA = a.fences();
        List<Fence> ofB = b.fences();
        store.setDown(true);
        for (int second = 0; second < 30; second++) {
            pass(1000);
            a.renew();
            b.renew();
        }
        store.setDown(false);
        for (int tick = 0; tick < 4; tick++) {
            await(a.renew());
            pass(500);
        }
        await(b.renew());
        assertThat(a.fences()).isEqualTo(ofA);
        assertThat(b.fences()).isEqualTo(ofB);
    }

    @Test
    void theShardsOfADeadNodeAreTakenWhenItsLeaseHasRunOut() {
        joinBoth();
        for (int tick = 0; tick < 5; tick++) {
            pass(500);
            await(a.renew());
        }
        assertThat(a.fences()).hasSizeLessThan(Shard.COUNT);
        pass(500);
        await(a.renew());
        assertThat(a.fences()).hasSize(Shard.COUNT);
        assertThat(b.fences()).isEmpty();
        pass(100);
        await(b.renew());
        assertThat(b.fences()).isEmpty();
    }

    @Test
    void aNodeThatCameLaterIsGivenItsShareSlowly() {
        await(a.join());
        await(b.join());
        assertThat(b.fences()).isEmpty();
        seconds(5);
        assertThat(a.fences()).hasSize(Shard.COUNT);
        seconds(1);
        assertThat(a.fences()).hasSizeBetween(Shard.COUNT - 8, Shard.COUNT - 4);
        long before = store.countOwnedBy(A);
        seconds(1);
        assertThat(before - store.countOwnedBy(A)).isEqualTo(4);
        seconds(20);
        assertThat(b.fences()).hasSizeBetween(16, 48);
        assertThat(a.fences().size() + b.fences().size()).isEqualTo(Shard.COUNT);
        long settled = store.countOwnedBy(A);
        seconds(10);
        assertThat(store.countOwnedBy(A)).isEqualTo(settled);
    }

    @Test
    void whenTwoHaveSomethingToGiveBackEachGivesHalfAsMuchAtOnce() {
        joinBoth();
        List<Fence> ofA = a.fences();
        List<Fence> ofB = b.fences();
        ofA.forEach(fence -> store.give(fence.shard(), B));
        ofB.forEach(fence -> store.give(fence.shard(), A));
        seconds(5);
        long before = stillOwned(A, ofB);
        seconds(1);
        assertThat(before - stillOwned(A, ofB)).isEqualTo(2);
        seconds(40);
        assertThat(a.fences()).extracting(Fence::shard).hasSameElementsAs(shards(ofA));
        assertThat(b.fences()).extracting(Fence::shard).hasSameElementsAs(shards(ofB));
    }

    @Test
    void theShardsOfACrashedNodeAreTakenEarlierWhenItCannotBeReachedEither() {
        joinBoth();
        for (int tick = 0; tick < 6; tick++) {
            seconds(1);
        }
        reachable.remove(B);
        for (int tick = 0; tick < 4; tick++) {
            pass(500);
            await(a.renew());
        }
        assertThat(a.fences()).hasSizeLessThan(Shard.COUNT);
        assertThat(b.isHeld()).isFalse();
        pass(200);
        await(a.renew());
        assertThat(a.fences()).hasSize(Shard.COUNT);
    }

    @Test
    void theShardsOfACrashedNodeAreTakenEvenByTheSideThatWouldBeCutOff() {
        joinBoth();
        seconds(6);
        reachable.remove(A);
        for (int tick = 0; tick < 4; tick++) {
            pass(500);
            await(b.renew());
            assertThat(b.isReady()).isTrue();
        }
        pass(200);
        await(b.renew());
        assertThat(b.fences()).hasSize(Shard.COUNT);
    }

    @Test
    void aClaimThatNeverEndsStopsNoRenewal() {
        await(store.join(B, "host", Duration.ofSeconds(3)));
        await(a.join());
        long owned = a.fences().size();
        for (int tick = 0; tick < 5; tick++) {
            pass(500);
            await(a.renew());
        }
        store.slow(A);
        pass(500);
        Future<Void> claiming = a.renew();
        for (int step = 0; step < 3; step++) {
            store.advance(A, 0);
        }
        await(claiming);
        assertThat(store.calls()).endsWith("renew a", "claim a");
        for (int tick = 0; tick < 6; tick++) {
            pass(500);
            Future<Void> renewed = a.renew();
            for (int step = 0; step < 3; step++) {
                store.advance(A, 1);
            }
            await(renewed);
            assertThat(a.isHeld()).isTrue();
        }
        assertThat(a.fences()).hasSize((int) owned);
        store.quick(A);
        assertThat(a.fences()).hasSize(Shard.COUNT);
    }

    @Test
    void aViewThatIsOlderThanAClaimDoesNotUndoIt() {
        await(store.join(B, "host", Duration.ofSeconds(3)));
        await(a.join());
        store.slow(A);
        Future<Void> old = a.renew();
        store.advance(A, 0);
        Shard free = new Shard(0);
        NodeId c = new NodeId("c");
        store.give(free, c);
        a.onClaimed(List.of(new Fence(free, c, 2)));
        assertThat(a.owner(free)).contains(c);
        store.quick(A);
        await(old);
        assertThat(a.owner(free)).contains(c);
        assertThat(a.fence(free)).isEmpty();
    }

    @Test
    void anAnswerThatComesTooLateIsNotBelieved() {
        joinBoth();
        Fence lost = a.fences().getFirst();
        store.slow(A);
        Future<Void> late = a.renew();
        store.advance(A, 0);
        pass(2100);
        store.give(lost.shard(), B);
        store.quick(A);
        await(late.otherwiseEmpty());
        assertThat(a.isHeld()).isFalse();
        await(a.renew());
        assertThat(store.calls()).endsWith("renew a", "renew a");
        assertThat(a.isHeld()).isTrue();
        assertThat(a.fence(lost.shard())).isEmpty();
        assertThat(a.fences()).isNotEmpty();
    }

    @Test
    void theSideWithoutTheSmallestNodeGivesEverythingBackSoonAfterItSawTheOthersLive() {
        joinBoth();
        reachable.clear();
        seconds(1);
        assertThat(b.isIsolated()).isFalse();
        assertThat(b.isReady()).isFalse();
        assertThat(a.isReady()).isTrue();
        assertThat(a.fences().size() + b.fences().size()).isEqualTo(Shard.COUNT);
        seconds(2);
        assertThat(b.isIsolated()).isTrue();
        seconds(1);
        assertThat(b.isReady()).isFalse();
        assertThat(b.isHeld()).isTrue();
        assertThat(b.fences()).isEmpty();
        assertThat(a.fences()).hasSize(Shard.COUNT);
        assertThat(a.isReady()).isTrue();
        reachable.addAll(Set.of(A, B));
        seconds(40);
        assertThat(b.isReady()).isTrue();
        assertThat(b.fences()).isNotEmpty();
        assertThat(a.fences().size() + b.fences().size()).isEqualTo(Shard.COUNT);
    }

    @Test
    void aNodeAloneIsNeverIsolated() {
        reachable.clear();
        await(b.join());
        for (int second = 0; second < 20; second++) {
            pass(1000);
            await(b.renew());
        }
        assertThat(b.isReady()).isTrue();
        assertThat(b.fences()).hasSize(Shard.COUNT);
    }

    @Test
    void anAskerIsSentToWhoeverSaysThatItTookTheShard() {
        joinBoth();
        Fence mine = a.fences().getFirst();
        a.onClaimed(List.of(new Fence(mine.shard(), B, mine.epoch())));
        assertThat(a.owner(mine.shard())).contains(A);
        a.onClaimed(List.of(new Fence(mine.shard(), B, mine.epoch() + 1)));
        assertThat(a.owner(mine.shard())).contains(B);
        assertThat(a.fence(mine.shard())).isEmpty();
    }

    @Test
    void whoLeftStillLooksWhoServesWhat() {
        await(a.join());
        await(b.join());
        await(b.leave());
        Shard shard = new Shard(0);
        NodeId unexpected = new NodeId("came-since");
        store.give(shard, unexpected);
        await(b.renew());
        assertThat(b.owner(shard)).contains(unexpected);
        assertThat(b.fences()).isEmpty();
        assertThat(b.peers()).containsExactly(A);
        assertThat(store.countOwnedBy(B)).isZero();
    }

    @Test
    void aNodeWhoseRowIsGoneEntersAgain() {
        await(a.join());
        pass(1000);
        store.forget(A);
        await(a.renew());
        assertThat(a.isHeld()).isTrue();
        assertThat(a.fences()).hasSize(Shard.COUNT);
    }

    @Test
    void listenersHearOfChangesOnly() {
        List<Integer> sizes = new ArrayList<>();
        a.listen(
                new OwnershipListener() {
                    @Override
                    public Future<?> onOwned(Set<Fence> owned) {
                        sizes.add(owned.size());
                        return Future.succeededFuture();
                    }

                    @Override
                    public void onReleased() {}
                });
        await(a.join());
        pass(500);
        await(a.renew());
        store.give(new Shard(3), B);
        await(a.renew());
        assertThat(sizes).startsWith(Shard.COUNT, Shard.COUNT - 1);
    }

    @Test
    void lookingAgainIsNotDoneAllTheTime() {
        await(a.join());
        store.give(new Shard(3), B);
        a.refreshSoon();
        assertThat(a.owner(new Shard(3))).contains(A);
        pass(101);
        a.refreshSoon();
        assertThat(a.fences()).doesNotContain(new Fence(new Shard(3), A, 1));
    }

    @Test
    void theClockIsTheDatabases() {
        await(a.join());
        var before = clock.now();
        pass(1500);
        assertThat(Duration.between(before, clock.now())).isEqualTo(Duration.ofMillis(1500));
    }

    private long stillOwned(NodeId node, List<Fence> once) {
        return shards(once).stream().filter(each -> node.equals(store.owners().get(each))).count();
    }

    private static List<Shard> shards(List<Fence> fences) {
        return fences.stream().map(Fence::shard).toList();
    }
}
