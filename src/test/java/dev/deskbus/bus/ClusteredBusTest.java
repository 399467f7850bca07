package dev.deskbus.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sender's side, with stubs where the hosts of the nodes would be. */
class ClusteredBusTest {
    private static final NodeId HERE = new NodeId("here");
    private static final NodeId THERE = new NodeId("there");
    private static final Address<SessionCommand, SessionAnswer> TO =
            Addresses.session(new SessionId(96));
    private static final SessionCommand TICK = new SessionCommand.Tick();
    private static final SessionAnswer DONE = new SessionAnswer.Done();

    private final FakeLocator locator = new FakeLocator();
    private final Queue<Envelope> received = new ConcurrentLinkedQueue<>();
    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        SealedCodec.install(vertx);
        bus = new ClusteredBus(vertx, locator);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void aCommandGoesToTheOwnerInAnEnvelope() {
        host(THERE, message -> message.reply(DONE));
        assertThat(await(bus.ask(TO, TICK))).isEqualTo(DONE);
        assertThat(received)
                .containsExactly(new Envelope.Routed("session.96", TO.shard(), 500, TICK));
    }

    @Test
    void theSameCommandIsRepeatedAtTheNewOwner() {
        host(THERE, message -> message.fail(ErrorCode.NOT_OWNER.number(), "moved"));
        host(HERE, message -> message.reply(DONE));
        locator.onRefresh = () -> locator.owner = Optional.of(HERE);
        assertThat(await(bus.ask(TO, TICK))).isEqualTo(DONE);
        assertThat(received).hasSize(2);
        assertThat(received)
                .allSatisfy(each -> assertThat(((Envelope.Routed) each).command()).isSameAs(TICK));
    }

    @Test
    void aCommandForAShardOfNobodyWaitsForAnOwner() {
        host(HERE, message -> message.reply(DONE));
        locator.owner = Optional.empty();
        AtomicInteger refreshes = new AtomicInteger();
        locator.onRefresh =
                () -> {
                    if (refreshes.incrementAndGet() == 3) {
                        locator.owner = Optional.of(HERE);
                    }
                };
        assertThat(await(bus.ask(TO, TICK))).isEqualTo(DONE);
    }

    @Test
    void aLostMessageIsRepeated() {
        AtomicInteger arrived = new AtomicInteger();
        host(
                THERE,
                message -> {
                    if (arrived.incrementAndGet() > 1) {
                        message.reply(DONE);
                    }
                });
        assertThat(await(bus.ask(TO, TICK))).isEqualTo(DONE);
        assertThat(arrived.get()).isEqualTo(2);
    }

    @Test
    void aSlowActorOfThisNodeIsNotAskedTwice() {
        locator.owner = Optional.of(HERE);
        host(HERE, message -> vertx.setTimer(900, _ -> message.reply(DONE)));
        assertThat(await(bus.ask(TO, TICK))).isEqualTo(DONE);
        assertThat(received).hasSize(1);
    }

    @Test
    void aRefusalOfTheActorIsFinal() {
        host(THERE, message -> message.fail(ErrorCode.SESSION_CLOSED.number(), "it is over"));
        Refusal refusal = refusal(bus.ask(TO, TICK));
        assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_CLOSED);
        assertThat(refusal).hasMessage("it is over");
        assertThat(received).hasSize(1);
    }

    @Test
    void whenThePatienceIsOverTheOutcomeIsUnknown() {
        bus = new ClusteredBus(vertx, locator, Duration.ofMillis(300));
        assertThat(refusal(bus.ask(TO, TICK)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whoeverHasTooMuchToDoIsAskedAgainLater() {
        AtomicInteger arrived = new AtomicInteger();
        host(
                THERE,
                message -> {
                    if (arrived.incrementAndGet() > 2) {
                        message.reply(DONE);
                    } else {
                        message.fail(ErrorCode.OVERLOADED.number(), "too much waits there");
                    }
                });
        long from = System.nanoTime();
        assertThat(await(bus.ask(TO, TICK))).isEqualTo(DONE);
        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .isGreaterThanOrEqualTo(Duration.ofMillis(200));
        bus = new ClusteredBus(vertx, locator, Duration.ofMillis(300));
        arrived.set(Integer.MIN_VALUE);
        assertThat(refusal(bus.ask(TO, TICK)).code()).isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void nothingIsSentToAnOwnerThatCannotBeReached() {
        host(THERE, message -> message.reply(DONE));
        host(HERE, message -> message.reply(DONE));
        locator.reached = false;
        bus.tell(TO, TICK);
        bus.publish(
                Topic.agent(new AgentId("SELITE")),
                new ConsoleEvent.LoggedInElsewhere(new AgentId("SELITE"), ConsoleKind.KF, 2));
        locator.onRefresh = () -> locator.owner = Optional.of(HERE);
        assertThat(await(bus.ask(TO, TICK))).isEqualTo(DONE);
        assertThat(received).hasSize(1);
    }

    @Test
    void hintsToAPeerThatDoesNotAnswerAreDroppedBeyondSome() {
        host(THERE, _ -> {});
        ConsoleEvent event =
                new ConsoleEvent.LoggedInElsewhere(new AgentId("SELITE"), ConsoleKind.KF, 2);
        long from = System.nanoTime();
        for (int n = 0; n < 100_000; n++) {
            bus.publish(Topic.agent(new AgentId("SELITE")), event);
        }
        await(vertx.timer(300));
        long seconds = Duration.ofNanos(System.nanoTime() - from).toSeconds();
        int arrived = received.size();
        assertThat(arrived).isBetween(1, (int) (256 * (seconds + 1)));
        await(vertx.timer(1500));
        bus.publish(Topic.agent(new AgentId("SELITE")), event);
        await(vertx.timer(500));
        assertThat(received).hasSize(arrived + 1);
    }

    @Test
    void anEventReachesListenersHereAsItIsAndPeersInAnEnvelope() {
        host(THERE, _ -> {});
        Topic<ConsoleEvent> topic = Topic.agent(new AgentId("SELITE"));
        ConsoleEvent event =
                new ConsoleEvent.LoggedInElsewhere(new AgentId("SELITE"), ConsoleKind.KF, 2);
        Promise<ConsoleEvent> heard = Promise.promise();
        bus.subscribe(topic, heard::complete);
        bus.publish(topic, event);
        assertThat(await(heard.future())).isSameAs(event);
        await(bus.ask(TO, TICK).otherwiseEmpty().timeout(1, TimeUnit.SECONDS).otherwiseEmpty());
        assertThat(received).contains(new Envelope.Shown("agent.SELITE", event));
    }

    @Test
    void whoeverHasLeftHearsNothingMoreAndTheOthersDo() {
        Topic<ConsoleEvent> topic = Topic.agent(new AgentId("SELITE"));
        ConsoleEvent event =
                new ConsoleEvent.LoggedInElsewhere(new AgentId("SELITE"), ConsoleKind.KF, 2);
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Promise<Void> arrived = Promise.promise();
        Bus.Subscription first = bus.subscribe(topic, _ -> heard.add("first"));
        bus.subscribe(
                topic,
                _ -> {
                    heard.add("second");
                    arrived.complete();
                });
        first.close();
        first.close();

        bus.publish(topic, event);

        await(arrived.future());
        assertThat(heard).containsExactly("second");
    }

    @Test
    void aTellIsSentOnceAndOnlyWhenThereIsAnOwner() {
        Promise<Void> arrived = Promise.promise();
        host(THERE, _ -> arrived.tryComplete());
        bus.tell(TO, TICK);
        await(arrived.future());
        assertThat(received).hasSize(1);
        AtomicInteger refreshes = new AtomicInteger();
        locator.owner = Optional.empty();
        locator.onRefresh = refreshes::incrementAndGet;
        bus.tell(TO, TICK);
        assertThat(refreshes.get()).isEqualTo(1);
    }

    private void host(NodeId node, Consumer<Message<Envelope>> behaviour) {
        vertx.eventBus()
                .<Envelope>localConsumer(
                        Nodes.address(node),
                        message -> {
                            received.add(message.body());
                            behaviour.accept(message);
                        });
    }

    private static Refusal refusal(Future<?> future) {
        return (Refusal) await(future.transform(r -> Future.succeededFuture(r.cause())));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    private static final class FakeLocator implements Locator {
        volatile Optional<NodeId> owner = Optional.of(THERE);
        volatile boolean reached = true;
        volatile Runnable onRefresh = () -> {};

        @Override
        public NodeId node() {
            return HERE;
        }

        @Override
        public Optional<NodeId> owner(Shard shard) {
            return owner;
        }

        @Override
        public List<NodeId> peers() {
            return List.of(THERE);
        }

        @Override
        public boolean isReached(NodeId peer) {
            return reached;
        }

        @Override
        public void refreshSoon() {
            onRefresh.run();
        }
    }
}
