package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore.ClusterView;
import dev.deskbus.port.NodeStore.Early;
import dev.deskbus.port.NodeStore.Member;
import dev.deskbus.port.NodeStore.Owned;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgNodeStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration RUN_OUT = Duration.ofMillis(-1);
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final List<Shard> ALL =
            IntStream.range(0, Shard.COUNT).mapToObj(Shard::new).toList();

    private final PgNodeStore store = new PgNodeStore(db.pg());

    @BeforeEach
    void empty() {
        db.sql("delete from node; update shard set owner = null, epoch = 0");
    }

    @Test
    void whenTwoNodesRaceEveryShardHasOneOwner() {
        join(A, LEASE);
        join(B, LEASE);

        List<Future<List<Fence>>> claims =
                ALL.stream()
                        .flatMap(
                                shard ->
                                        Stream.of(A, B)
                                                .map(
                                                        node ->
                                                                store.claim(
                                                                        node,
                                                                        List.of(shard),
                                                                        Early.NEVER)))
                        .toList();
        db.await(Future.all(claims));

        List<Fence> taken = claims.stream().flatMap(claim -> claim.result().stream()).toList();
        assertThat(taken).extracting(Fence::shard).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(taken).extracting(Fence::epoch).containsOnly(1L);
        assertThat(view(A).shards())
                .containsExactlyElementsOf(
                        taken.stream()
                                .map(fence -> new Owned(fence.shard(), fence.node(), fence.epoch()))
                                .sorted((x, y) -> x.shard().number() - y.shard().number())
                                .toList());
    }

    @Test
    void nothingIsTakenFromALiveNode() {
        join(A, LEASE);
        join(B, LEASE);
        claim(A);

        assertThat(claim(B)).isEmpty();
    }

    @Test
    void theShardsOfANodeWhoseLeaseHasRunOutAreTakenInANewEpoch() {
        join(A, RUN_OUT);
        join(B, LEASE);
        claim(A);

        assertThat(claim(B)).hasSize(64).allSatisfy(f -> assertThat(f.epoch()).isEqualTo(2));
    }

    @Test
    void theShardsOfANodeWithoutARowAreTaken() {
        join(B, LEASE);
        db.sql("update shard set owner = 'vanished', epoch = 4 where id < 3");

        assertThat(claim(B))
                .contains(new Fence(new Shard(2), B, 5), new Fence(new Shard(3), B, 1))
                .hasSize(64);
    }

    @Test
    void aClaimWaitsForARenewalUnderWayAndBelievesIt() throws Exception {
        join(A, RUN_OUT);
        join(B, LEASE);
        claim(A);
        try (var renewal = db.connect();
                var statement = renewal.createStatement()) {
            renewal.setAutoCommit(false);
            statement.execute(
                    "update node set lease_until = now() + interval '1 minute' where id = 'a'");

            Future<List<Fence>> claim = store.claim(B, ALL, Early.NEVER);

            db.awaitBlocked();
            renewal.commit();
            assertThat(db.await(claim)).isEmpty();
        }
    }

    @Test
    void theViewShowsWhoIsThereAndWhoOwnsWhat() {
        join(A, LEASE);
        join(B, RUN_OUT);
        db.await(store.claim(A, List.of(new Shard(5)), Early.NEVER));

        ClusterView view = view(A);

        assertThat(view.renewed()).isTrue();
        assertThat(view.members())
                .extracting(Member::node, Member::host, m -> m.isAliveAt(view.now()))
                .containsExactlyInAnyOrder(tuple(A, "host-a", true), tuple(B, "host-b", false));
        assertThat(view.shards())
                .hasSize(64)
                .contains(new Owned(new Shard(4), null, 0), new Owned(new Shard(5), A, 1));
    }

    @Test
    void aLeaseThatHadRunOutIsMadeAnewAndSaysSo() {
        join(A, RUN_OUT);

        ClusterView late = view(A);

        assertThat(late.renewed()).isFalse();
        assertThat(late.members())
                .containsExactly(new Member(A, "host-a", late.now().plus(LEASE), false));
        assertThat(view(A).renewed()).isTrue();
    }

    @Test
    void aNodeThatWasForgottenComesBackWithItsNextRenewal() {
        join(A, LEASE);
        db.sql("delete from node");

        ClusterView back = view(A);

        assertThat(back.renewed()).isFalse();
        assertThat(back.members())
                .containsExactly(new Member(A, "host-a", back.now().plus(LEASE), false));
        assertThat(view(A).renewed()).isTrue();
    }

    @Test
    void whatIsReleasedIsFreeAndOnlyByItsOwner() {
        join(A, LEASE);
        join(B, LEASE);
        claim(A);

        db.await(store.release(List.of(new Fence(new Shard(7), B, 1))));
        db.await(store.release(List.of(new Fence(new Shard(8), A, 2))));
        db.await(
                store.release(
                        List.of(new Fence(new Shard(1), A, 1), new Fence(new Shard(2), A, 1))));

        assertThat(claim(B)).extracting(f -> f.shard().number()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whoHasVanishedLosesItsShardsALittleEarlier() {
        join(A, Duration.ofMillis(700));
        join(B, LEASE);
        claim(A);

        assertThat(claim(B)).isEmpty();
        assertThat(claimEarly(Set.of(new NodeId("c")), 800)).isEmpty();
        assertThat(claimEarly(Set.of(A), 0)).isEmpty();
        assertThat(claimEarly(Set.of(A), 800)).hasSize(64);
    }

    @Test
    void aNodeThatVanishedButRenewsKeepsItsShards() {
        join(A, Duration.ofMillis(700));
        join(B, LEASE);
        claim(A);
        view(A);

        assertThat(claimEarly(Set.of(A), 800)).isEmpty();
    }

    @Test
    void whoLeavesSaysSoWithItsRenewal() {
        join(A, LEASE);
        join(B, LEASE);

        db.await(store.renew(A, LEASE, true));
        assertThat(view(B).members())
                .extracting(Member::node, Member::leaving)
                .containsExactlyInAnyOrder(tuple(A, true), tuple(B, false));

        join(A, LEASE);
        assertThat(view(B).members()).extracting(Member::leaving).containsOnly(false);
    }

    @Test
    void whatIsNotOwnedInThatEpochCannotBeProved() {
        join(A, LEASE);
        claim(A);

        assertThat(db.await(store.prove(new Fence(new Shard(3), A, 1)))).isTrue();
        assertThat(db.await(store.prove(new Fence(new Shard(3), A, 2)))).isFalse();
        assertThat(db.await(store.prove(new Fence(new Shard(3), B, 1)))).isFalse();
    }

    @Test
    void whoLeavesIsGoneAndOwnsNothing() {
        join(A, LEASE);
        join(B, LEASE);
        claim(A);

        db.await(store.leave(A));

        assertThat(view(B).members()).extracting(Member::node).containsExactly(B);
        assertThat(claim(B)).hasSize(64);
    }

    @Test
    void aNodeThatIsLongDeadIsForgottenOnceItOwnsNothing() {
        join(A, Duration.ofDays(-2));
        claim(A);
        join(B, LEASE);
        assertThat(view(B).members()).extracting(Member::node).containsExactlyInAnyOrder(A, B);

        claim(B);
        join(B, LEASE);

        assertThat(view(B).members()).extracting(Member::node).containsExactly(B);
    }

    private void join(NodeId node, Duration lease) {
        db.await(store.join(node, "host-" + node.value(), lease));
    }

    private List<Fence> claim(NodeId node) {
        return db.await(store.claim(node, ALL, Early.NEVER));
    }

    private List<Fence> claimEarly(Set<NodeId> vanished, long millis) {
        return db.await(store.claim(B, ALL, new Early(vanished, Duration.ofMillis(millis))));
    }

    private ClusterView view(NodeId node) {
        return db.await(store.renew(node, LEASE, false));
    }
}
