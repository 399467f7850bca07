package dev.deskbus.actor.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentWent;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.port.Fence;
import dev.deskbus.port.Heartbeats.Socket;
import dev.deskbus.port.Lease;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatMonitorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Agent SELITE =
            new Agent(
                    new AgentId("SELITE"),
                    new TenantId(1),
                    1,
                    "Elite",
                    "",
                    "",
                    "",
                    Agent.Role.AGENT,
                    5,
                    true,
                    0,
                    List.of(new QueueId(1), new QueueId(2)));

    private final Vertx vertx = Vertx.vertx();
    private final CountingLease lease = new CountingLease();
    private final Gone gone = new Gone();
    private final RecordingBus bus = new RecordingBus();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private HeartbeatMonitor deploy(Duration beat, Duration patience) throws Exception {
        HeartbeatMonitor monitor =
                new HeartbeatMonitor(
                        lease,
                        gone,
                        bus,
                        () -> NOW,
                        new HeartbeatSettings(
                                beat,
                                patience,
                                Duration.ofMillis(3),
                                Duration.ofMillis(5),
                                Duration.ofSeconds(20)));
        vertx.deployVerticle(monitor).await(5, TimeUnit.SECONDS);
        return monitor;
    }

    @Test
    void everySocketIsAskedAgainAndAgainThoughOneIsBroken() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMillis(5), Duration.ofMinutes(1));
        FakeSocket good = new FakeSocket(System.nanoTime(), 3);
        FakeSocket broken =
                new FakeSocket(System.nanoTime(), 3) {
                    @Override
                    public void beat() {
                        super.beat();
                        throw new IllegalStateException("broken");
                    }
                };

        monitor.add(broken);
        monitor.add(good);

        assertThat(good.beats.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(broken.beats.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void onlyTheSilentSocketIsLetGoAndOnlyOnce() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMillis(5), Duration.ofSeconds(30));
        FakeSocket silent = new FakeSocket(System.nanoTime() - Duration.ofSeconds(31).toNanos(), 1);
        FakeSocket alive = new FakeSocket(System.nanoTime() - Duration.ofSeconds(20).toNanos(), 5);

        monitor.add(silent);
        monitor.add(alive);

        assertThat(alive.beats.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(silent.closed).hasValue(1);
        assertThat(alive.closed).hasValue(0);
    }

    @Test
    void aSocketThatWasRemovedIsLeftAlone() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMillis(5), Duration.ofMillis(1));
        FakeSocket removed = new FakeSocket(System.nanoTime() - Duration.ofHours(1).toNanos(), 1);
        FakeSocket witness = new FakeSocket(System.nanoTime() - Duration.ofHours(1).toNanos(), 1);
        monitor.add(removed);
        monitor.remove(removed);

        monitor.add(witness);

        assertThat(witness.end.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(removed.closed).hasValue(0);
    }

    @Test
    void whenTheNodeEndsEverybodyIsSentAwayAndNobodyNewStays() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));
        FakeSocket first = new FakeSocket(System.nanoTime(), 1);
        FakeSocket second = new FakeSocket(System.nanoTime(), 1);
        monitor.add(first);
        monitor.add(second);

        monitor.drain(Duration.ofMillis(20)).await(5, TimeUnit.SECONDS);
        FakeSocket late = new FakeSocket(System.nanoTime(), 1);
        monitor.add(late);

        assertThat(first.sentAway.getCount()).isZero();
        assertThat(second.sentAway.getCount()).isZero();
        assertThat(late.sentAway.getCount()).isZero();
        assertThat(first.closed).hasValue(0);
    }

    @Test
    void aNodeThatIsCutOffSendsItsSocketsToOthers() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));
        FakeSocket socket = new FakeSocket(System.nanoTime(), 1);
        monitor.add(socket);

        lease.isolated.set(true);

        assertThat(socket.sentAway.await(5, TimeUnit.SECONDS)).isTrue();
        FakeSocket late = new FakeSocket(System.nanoTime(), 1);
        monitor.add(late);
        assertThat(late.sentAway.getCount()).isZero();
    }

    @Test
    void whoIsNotGoneYetIsSentAwayAgain() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));
        CountDownLatch told = new CountDownLatch(3);
        monitor.add(
                new FakeSocket(System.nanoTime(), 1) {
                    @Override
                    public void closeForRestart() {
                        told.countDown();
                    }
                });

        lease.isolated.set(true);

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whenTheNodeCanServeAgainNewSocketsStay() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));
        lease.isolated.set(true);
        FakeSocket early = new FakeSocket(System.nanoTime(), 1);
        monitor.add(early);
        assertThat(early.sentAway.await(5, TimeUnit.SECONDS)).isTrue();

        lease.isolated.set(false);
        for (int i = 0; i < 20; i++) {
            assertThat(lease.renewals.poll(5, TimeUnit.SECONDS)).isNotNull();
        }

        FakeSocket late = new FakeSocket(System.nanoTime(), 1);
        monitor.add(late);
        assertThat(late.sentAway.getCount()).isEqualTo(1);
    }

    @Test
    void aNodeThatLostItsLeaseSendsItsSocketsAway() throws Exception {
        HeartbeatMonitor monitor = deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));
        FakeSocket socket = new FakeSocket(System.nanoTime(), 1);
        monitor.add(socket);

        lease.held.set(false);

        assertThat(socket.sentAway.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theLeaseIsRenewedNeverTwiceAtOnce() throws Exception {
        Promise<Void> first = Promise.promise();
        lease.answers.add(Optional.of(first.future()));
        deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertThat(lease.renewals.poll(5, TimeUnit.SECONDS)).isNotNull();

        assertThat(lease.renewals.poll(100, TimeUnit.MILLISECONDS)).isNull();
        first.complete();

        assertThat(lease.renewals.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aFailureToRenewOrToSweepIsTriedAgain() throws Exception {
        lease.answers.add(Optional.of(Future.failedFuture("away")));
        lease.answers.add(Optional.empty());
        gone.answers.add(Future.failedFuture("away"));
        gone.answers.add(Future.succeededFuture(List.of(SELITE)));

        deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));

        for (int i = 0; i < 3; i++) {
            assertThat(lease.renewals.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(bus.sent.poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whoDidNotComeBackIsToldToColleaguesAndQueues() throws Exception {
        gone.answers.add(Future.succeededFuture(List.of(SELITE)));

        deploy(Duration.ofMinutes(1), Duration.ofMinutes(1));

        assertThat(bus.sent.poll(5, TimeUnit.SECONDS))
                .isEqualTo(List.of("event.tenant.1", new AgentWent(SELITE.id(), 1, "Elite", NOW)));
        assertThat(bus.sent.poll(5, TimeUnit.SECONDS))
                .isEqualTo(List.of("queue.1", new AgentTouched(SELITE.id())));
        assertThat(bus.sent.poll(5, TimeUnit.SECONDS))
                .isEqualTo(List.of("queue.2", new AgentTouched(SELITE.id())));
        assertThat(gone.grace).isEqualTo(Duration.ofSeconds(20));
        assertThat(bus.sent.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    private static class FakeSocket implements Socket {
        final CountDownLatch beats;
        final CountDownLatch end = new CountDownLatch(1);
        final AtomicInteger closed = new AtomicInteger();
        final CountDownLatch sentAway = new CountDownLatch(1);
        private final long heard;

        FakeSocket(long heard, int beats) {
            this.heard = heard;
            this.beats = new CountDownLatch(beats);
        }

        @Override
        public void beat() {
            beats.countDown();
        }

        @Override
        public long lastHeardNanos() {
            return heard;
        }

        @Override
        public void closeSilent() {
            closed.incrementAndGet();
            end.countDown();
        }

        @Override
        public void closeForRestart() {
            sentAway.countDown();
        }
    }

    private static final class CountingLease implements Lease {
        /** An empty one throws. */
        final Queue<Optional<Future<Void>>> answers = new ConcurrentLinkedQueue<>();

        final LinkedBlockingQueue<Instant> renewals = new LinkedBlockingQueue<>();
        final AtomicBoolean isolated = new AtomicBoolean();
        final AtomicBoolean held = new AtomicBoolean(true);

        @Override
        public boolean isIsolated() {
            return isolated.get();
        }

        @Override
        public Future<Void> renew() {
            renewals.add(Instant.now());
            Optional<Future<Void>> next = answers.poll();
            return next == null
                    ? Future.succeededFuture()
                    : next.orElseThrow(() -> new IllegalStateException("thrown"));
        }

        @Override
        public NodeId node() {
            return new NodeId("n1");
        }

        @Override
        public boolean isHeld() {
            return held.get();
        }

        @Override
        public Optional<Fence> fence(Shard shard) {
            return Optional.empty();
        }

        @Override
        public List<Fence> fences() {
            return List.of();
        }
    }

    private static final class RecordingBus implements Bus {
        final LinkedBlockingQueue<List<Object>> sent = new LinkedBlockingQueue<>();

        @Override
        public <C, A> Future<A> ask(Address<C, A> to, C command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <C> void tell(Address<C, ?> to, C command) {
            sent.add(List.of(to.value(), command));
        }

        @Override
        public <E> void publish(Topic<E> topic, E event) {
            sent.add(List.of(topic.value(), event));
        }

        @Override
        public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
            throw new UnsupportedOperationException();
        }
    }
}
