package dev.deskbus.cluster;

import static dev.deskbus.cluster.Talkers.say;
import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes in one process, with ownership in memory. */
class ClusterIT {
    private static final int SESSIONS = 60;

    private final FakeNodeStore store = new FakeNodeStore(System::nanoTime);
    private final Ledger ledger = new Ledger(Ledger.inMemory(store::isOwner));
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void startTwoNodes() {
        List<Integer> ports = TestNode.freePorts(2);
        a = TestNode.start(0, ports, store, ledger.factory());
        b = TestNode.start(1, ports, store, ledger.factory());
        Until.isTrue(
                Duration.ofSeconds(10),
                () -> a.reach().seen().contains(b.id()) && b.reach().seen().contains(a.id()));
        // Both are there before either takes anything, so that each takes its share at once.
        await(store.join(b.id(), "127.0.0.1", Duration.ofSeconds(3)));
        await(a.lease().join());
        await(b.lease().join());
        Until.isTrue(
                Duration.ofSeconds(10),
                () -> store.owners().size() == Shard.COUNT && a.lease().peers().size() == 1);
        await(a.lease().renew());
        await(b.lease().renew());
    }

    @AfterEach
    void stop() {
        await(Future.join(a.vertx().close(), b.vertx().close()));
    }

    @Test
    void anAskReachesTheOwnerFromEitherNode() {
        assertThat(store.countOwnedBy(a.id())).isBetween(16L, 48L);
        for (long n = 1; n <= SESSIONS; n++) {
            SessionId session = new SessionId(n);
            assertThat(await(say(a.bus(), session, "first"))).isEqualTo(1);
            assertThat(await(say(b.bus(), session, "second"))).isEqualTo(2);
            assertThat(await(say(a.bus(), session, "first"))).isEqualTo(1);
        }
        assertThat(ledger.loaded.get()).isEqualTo(SESSIONS);
    }

    @Test
    void aNodeThatLeavesLosesNothingAndDoublesNothing() {
        Talkers talkers = new Talkers(ledger, SESSIONS, a.bus(), b.bus());
        talkers.begin();
        talkers.awaitAnswers(200);
        await(b.lease().leave());
        talkers.awaitAnswers(500);
        talkers.end();
        talkers.assertAllAnsweredAndEachWrittenOnce();
        assertThat(store.countOwnedBy(a.id())).isEqualTo(Shard.COUNT);
        assertThat(talkers.slowestMillis()).isLessThan(4000);
    }

    @Test
    void aKilledNodeIsReplacedWithinFiveSeconds() {
        for (long n = 1; n <= SESSIONS; n++) {
            await(say(a.bus(), new SessionId(n), "before"));
        }
        b.die();
        List<Future<Long>> asks = new ArrayList<>();
        for (long n = 1; n <= SESSIONS; n++) {
            asks.add(say(a.bus(), new SessionId(n), "after"));
        }
        for (Future<Long> ask : asks) {
            assertThat(await(ask)).isEqualTo(2);
        }
        assertThat(store.countOwnedBy(a.id())).isEqualTo(Shard.COUNT);
        for (long n = 1; n <= SESSIONS; n++) {
            assertThat(ledger.log(new SessionId(n))).containsExactly("before", "after");
        }
    }

    @Test
    void anOwnerThatWasReplacedUnnoticedIsFoundOut() {
        SessionId session = sessionOf(b);
        assertThat(await(say(a.bus(), session, "one"))).isEqualTo(1);
        store.give(Shard.of(session), a.id());
        assertThat(await(say(b.bus(), session, "two"))).isEqualTo(2);
        assertThat(b.lease().fence(Shard.of(session))).isEmpty();
        assertThat(ledger.log(session)).containsExactly("one", "two");
    }

    @Test
    void aHungOwnerAcknowledgesNothing() {
        SessionId session = sessionOf(b);
        await(say(a.bus(), session, "before"));
        store.cutOff(b.id());
        Until.isTrue(Duration.ofSeconds(4), () -> !b.lease().isHeld());
        assertThat(await(say(a.bus(), session, "after"))).isEqualTo(2);
        Until.isTrue(Duration.ofSeconds(5), () -> a.lease().fence(Shard.of(session)).isPresent());
        assertThat(b.lease().fences()).isEmpty();
    }

    @Test
    void whatIsPublishedIsHeardOnBothNodesOnceEach() throws Exception {
        Topic<ConsoleEvent> topic = Topic.agent(new AgentId("SELITE"));
        Queue<ConsoleEvent> atA = new ConcurrentLinkedQueue<>();
        Queue<ConsoleEvent> atB = new ConcurrentLinkedQueue<>();
        Bus.Subscription first = a.bus().subscribe(topic, atA::add);
        Bus.Subscription second = b.bus().subscribe(topic, atB::add);
        ConsoleEvent event =
                new ConsoleEvent.LoggedInElsewhere(new AgentId("SELITE"), ConsoleKind.KF, 7);
        a.bus().publish(topic, event);
        Until.isTrue(Duration.ofSeconds(5), () -> !atA.isEmpty() && !atB.isEmpty());
        assertThat(atA).containsExactly(event);
        assertThat(atB).containsExactly(event);
        second.close();
        first.close();
        b.bus().publish(topic, event);
        await(say(b.bus(), sessionOf(a), "a round trip behind the event"));
        assertThat(atA).hasSize(1);
        assertThat(atB).hasSize(1);
    }

    @Test
    void aMemberThatDoesNotAnswerIsNotReached() {
        assertThat(a.reach().heard()).contains(b.id());
        long silentFrom = System.nanoTime();
        await(b.vertx().undeploy(b.host()));
        Until.isTrue(Duration.ofSeconds(4), () -> a.reach().seen().isEmpty());
        assertThat(a.clustered().seen()).contains(b.id());
        assertThat(Duration.ofNanos(System.nanoTime() - silentFrom))
                .isGreaterThan(Duration.ofMillis(1500));
        assertThat(a.lease().isReached(b.id())).isFalse();
    }

    @Test
    void eachNodeSeesTheOther() {
        assertThat(a.clustered().seen()).containsExactlyInAnyOrder(a.id(), b.id());
        assertThat(a.lease().isReady()).isTrue();
        assertThat(b.lease().isReady()).isTrue();
        assertThat(a.id().value()).matches("127-0-0-1-\\d+-[0-9a-f]{8}");
    }

    @Test
    void withoutItsConfigurationANodeDoesNotStart() {
        ClusterPlace nowhere =
                new ClusterPlace(
                        Path.of("no-such.xml"),
                        "127.0.0.1",
                        1,
                        List.of(),
                        new BusPlace("127.0.0.1", 1, null));
        assertThatThrownBy(
                        () ->
                                await(
                                        ClusteredVertx.start(
                                                nowhere,
                                                new VertxOptions(),
                                                UnaryOperator.identity())))
                .hasStackTraceContaining("no-such.xml");
    }

    private SessionId sessionOf(TestNode node) {
        for (long n = 1; ; n++) {
            SessionId session = new SessionId(n);
            if (node.lease().fence(Shard.of(session)).isPresent()) {
                return session;
            }
        }
    }
}
