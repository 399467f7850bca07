package dev.deskbus.cluster;

import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Actor;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Envelope;
import dev.deskbus.bus.Nodes;
import dev.deskbus.bus.SealedCodec;
import dev.deskbus.domain.agent.ConsoleEvent;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.callback.CallbackAnswer;
import dev.deskbus.domain.callback.CallbackCommand;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.Fence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardHostTest {
    private static final SessionId SESSION = new SessionId(96);
    private static final Shard SHARD = Shard.of(SESSION);
    private static final SessionCommand TICK = new SessionCommand.Tick();
    private static final SessionAnswer DONE = new SessionAnswer.Done();

    private final FakeHolding holding = new FakeHolding();
    private final AtomicInteger loads = new AtomicInteger();
    private final Queue<Fence> stopped = new ConcurrentLinkedQueue<>();
    private volatile Supplier<Future<Void>> loading = Future::succeededFuture;
    private volatile Supplier<Future<SessionAnswer>> working = () -> Future.succeededFuture(DONE);
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        SealedCodec.install(vertx);
        host(Duration.ofSeconds(60));
        holding.own(SHARD, 1);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void manyCommandsAtOnceActivateTheActorOnce() {
        Promise<Void> loaded = Promise.promise();
        loading = loaded::future;
        List<Future<Object>> asks = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            asks.add(ask());
        }
        Until.isTrue(Duration.ofSeconds(5), () -> loads.get() == 1);
        loaded.complete();
        await(Future.all(asks));
        assertThat(loads.get()).isEqualTo(1);
    }

    @Test
    void whatWaitsForAnActorIsBounded() {
        Promise<Void> loaded = Promise.promise();
        loading = loaded::future;
        List<Future<Object>> asks = new ArrayList<>();
        for (int n = 0; n < 256; n++) {
            asks.add(ask());
        }
        assertThat(code(ask())).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(asks).noneMatch(Future::isComplete);
        loaded.complete();
        await(Future.join(asks).otherwiseEmpty());
    }

    @Test
    void whoWaitsLongerThanItsPatienceGivesItsPlaceToAnother() {
        Promise<Void> loaded = Promise.promise();
        loading = loaded::future;
        List<Future<Object>> asks = new ArrayList<>();
        for (int n = 0; n < 256; n++) {
            asks.add(request(new Envelope.Routed("session.96", SHARD, 100, TICK)));
        }
        assertThat(code(asks.getLast())).isEqualTo(ErrorCode.UNAVAILABLE);
        await(Future.join(asks).otherwiseEmpty());
        Future<Object> later = ask();
        loaded.complete();
        assertThat(await(later)).isEqualTo(DONE);
    }

    @Test
    void aCommandForAShardThatIsNotOursIsSentAway() {
        await(holding.lose(SHARD));
        assertThat(code(ask())).isEqualTo(ErrorCode.NOT_OWNER);
        assertThat(loads.get()).isZero();
    }

    @Test
    void nothingIsAcknowledgedWhenTheLeaseBecameLateMeanwhile() {
        working =
                () -> {
                    holding.held = false;
                    return Future.succeededFuture(DONE);
                };
        assertThat(code(ask())).isEqualTo(ErrorCode.NOT_OWNER);
    }

    @Test
    void anActorThatWasFencedIsLoadedAnew() {
        working = () -> Future.failedFuture(new Refusal(ErrorCode.NOT_OWNER, "fenced"));
        assertThat(code(ask())).isEqualTo(ErrorCode.NOT_OWNER);
        assertThat(holding.refreshes.get()).isEqualTo(1);
        working = () -> Future.succeededFuture(DONE);
        assertThat(await(ask())).isEqualTo(DONE);
        assertThat(loads.get()).isEqualTo(2);
        assertThat(stopped).hasSize(1);
    }

    @Test
    void aRefusalOfTheActorIsPassedOn() {
        working = () -> Future.failedFuture(new Refusal(ErrorCode.SESSION_CLOSED, "it is over"));
        assertThat(code(ask())).isEqualTo(ErrorCode.SESSION_CLOSED);
        assertThat(code(ask())).isEqualTo(ErrorCode.SESSION_CLOSED);
        assertThat(loads.get()).isEqualTo(1);
    }

    @Test
    void anActorThatIsNotThereIsRefusedEachTimeAsTheFactorySays() {
        loading = () -> Future.failedFuture(new Refusal(ErrorCode.SESSION_UNKNOWN, "no such"));
        for (int n = 0; n < 5; n++) {
            assertThat(code(ask())).isEqualTo(ErrorCode.SESSION_UNKNOWN);
        }
        assertThat(loads.get()).isEqualTo(5);
    }

    @Test
    void anActorThatCannotBeLoadedIsLeftAloneAfterThreeTimes() {
        loading = () -> Future.failedFuture(new IllegalStateException("unreadable"));
        for (int n = 0; n < 5; n++) {
            assertThat(code(ask())).isEqualTo(ErrorCode.INTERNAL);
        }
        assertThat(loads.get()).isEqualTo(3);
    }

    @Test
    void anActorOfALostShardIsStoppedBeforeTheShardIsGivenBack() {
        Promise<SessionAnswer> slow = Promise.promise();
        AtomicInteger begun = new AtomicInteger();
        working =
                () -> {
                    begun.incrementAndGet();
                    return slow.future();
                };
        Future<Object> atWork = ask();
        Until.isTrue(Duration.ofSeconds(5), () -> begun.get() == 1);
        Future<?> drained = holding.lose(SHARD);
        assertThat(code(ask())).isEqualTo(ErrorCode.NOT_OWNER);
        assertThat(drained.isComplete()).isFalse();
        slow.complete(DONE);
        await(drained);
        assertThat(await(atWork)).isEqualTo(DONE);
        assertThat(stopped).hasSize(1);
    }

    @Test
    void anotherEpochIsAnotherActorLoadedWhenTheOldOneHasEnded() {
        Promise<SessionAnswer> slow = Promise.promise();
        AtomicInteger begun = new AtomicInteger();
        working =
                () -> {
                    begun.incrementAndGet();
                    return slow.future();
                };
        Future<Object> first = ask();
        Until.isTrue(Duration.ofSeconds(5), () -> begun.get() == 1);
        Future<?> drained = holding.own(SHARD, 2);
        working = () -> Future.succeededFuture(DONE);
        Future<Object> second = ask();
        assertThat(code(ask("session.abc", new Shard((SHARD.number() + 1) % 64), TICK)))
                .isEqualTo(ErrorCode.NOT_OWNER);
        assertThat(loads.get()).isEqualTo(1);
        slow.complete(DONE);
        await(Future.all(first, second, drained.mapEmpty()));
        assertThat(loads.get()).isEqualTo(2);
        assertThat(stopped).extracting(Fence::epoch).containsExactly(1L);
    }

    @Test
    void anIdleActorLeavesMemoryAndComesBack() {
        await(vertx.close());
        vertx = Vertx.vertx();
        SealedCodec.install(vertx);
        host(Duration.ofMillis(100));
        await(ask());
        Until.isTrue(Duration.ofSeconds(5), () -> stopped.size() == 1);
        assertThat(await(ask())).isEqualTo(DONE);
        assertThat(loads.get()).isEqualTo(2);
    }

    @Test
    void anAddressWithoutAFactoryIsServedByWhoeverListensHere() {
        ClientId lane = new ClientId("c1");
        Address<CallbackCommand, CallbackAnswer> to = Addresses.callbacks(lane);
        CallbackCommand wake = new CallbackCommand.Wake(lane);
        assertThat(code(ask(to.value(), to.shard(), wake))).isEqualTo(ErrorCode.NOT_OWNER);
        holding.own(to.shard(), 1);
        assertThat(code(ask(to.value(), to.shard(), wake))).isEqualTo(ErrorCode.NOT_OWNER);
        vertx.eventBus()
                .localConsumer(to.value(), message -> message.reply(new CallbackAnswer.Heard()));
        assertThat(await(ask(to.value(), to.shard(), wake))).isEqualTo(new CallbackAnswer.Heard());
    }

    @Test
    void aSilentActorIsUnavailable() {
        Promise<SessionAnswer> never = Promise.promise();
        working = never::future;
        assertThat(code(request(new Envelope.Routed("session.96", SHARD, 50, TICK))))
                .isEqualTo(ErrorCode.UNAVAILABLE);
        never.complete(DONE);
    }

    @Test
    void anEventIsShownToWhoeverListensHere() {
        Promise<Object> heard = Promise.promise();
        vertx.eventBus().localConsumer("agent.a", message -> heard.complete(message.body()));
        ConsoleEvent event =
                new ConsoleEvent.LoggedInElsewhere(new AgentId("a"), ConsoleKind.KF, 1);
        assertThat(await(request(new Envelope.Shown("agent.a", event))))
                .isEqualTo(new Envelope.Heard());
        assertThat(await(heard.future())).isEqualTo(event);
    }

    @Test
    void whenSomebodyGivesShardsBackTheLeaseLooksAgain() {
        vertx.eventBus()
                .send(Nodes.address(FakeHolding.HERE), new Envelope.Released(new NodeId("there")));
        Until.isTrue(Duration.ofSeconds(5), () -> holding.refreshes.get() == 2);
    }

    @Test
    void whenThisNodeGivesShardsBackThePeersAreTold() {
        Promise<Object> told = Promise.promise();
        NodeId peer = new NodeId("there");
        holding.peers = List.of(peer);
        vertx.eventBus().localConsumer(Nodes.address(peer), m -> told.complete(m.body()));
        holding.release();
        assertThat(await(told.future())).isEqualTo(new Envelope.Released(FakeHolding.HERE));
    }

    @Test
    void whenThisNodeTakesShardsThePeersAreToldWhich() {
        Promise<Object> told = Promise.promise();
        NodeId peer = new NodeId("there");
        holding.peers = List.of(peer);
        vertx.eventBus().localConsumer(Nodes.address(peer), m -> told.complete(m.body()));
        holding.claim(List.of(new Fence(SHARD, FakeHolding.HERE, 7)));
        assertThat(await(told.future()))
                .isEqualTo(
                        new Envelope.Claimed(
                                FakeHolding.HERE, List.of(new Envelope.Claimed.Part(SHARD, 7))));
    }

    @Test
    void whatAnotherNodeTookIsNoted() {
        NodeId by = new NodeId("there");
        Envelope claimed = new Envelope.Claimed(by, List.of(new Envelope.Claimed.Part(SHARD, 7)));
        assertThat(await(request(claimed))).isEqualTo(new Envelope.Heard());
        assertThat(holding.heardClaims).containsExactly(new Fence(SHARD, by, 7));
    }

    @Test
    void whoeverAsksWhetherThisNodeIsThereHearsThatItIs() {
        NodeId by = new NodeId("there");
        assertThat(await(request(new Envelope.Ping(by)))).isEqualTo(new Envelope.Heard());
        assertThat(holding.heardPings).containsExactly(by);
    }

    private void host(Duration idle) {
        await(vertx.deployVerticle(new ShardHost(holding, List.of(new Factory()), idle)));
    }

    private Future<Object> ask() {
        return ask("session.96", SHARD, TICK);
    }

    private Future<Object> ask(String to, Shard shard, Object command) {
        return request(new Envelope.Routed(to, shard, 5000, command));
    }

    private Future<Object> request(Envelope envelope) {
        return vertx.eventBus()
                .request(
                        Nodes.address(FakeHolding.HERE),
                        envelope,
                        new DeliveryOptions().setSendTimeout(10_000))
                .map(Message::body);
    }

    private static ErrorCode code(Future<?> future) {
        Throwable cause = await(future.transform(r -> Future.succeededFuture(r.cause())));
        return ErrorCode.of(((ReplyException) cause).failureCode());
    }

    /** Makes actors that load and work as the test says. */
    private final class Factory implements ActorFactory {
        @Override
        public String prefix() {
            return "session.";
        }

        @Override
        public Future<? extends VerticleBase> make(String id, Fence fence) {
            loads.incrementAndGet();
            return loading.get().map(_ -> new Worker(fence));
        }
    }

    private final class Worker extends Actor<SessionCommand, SessionAnswer> {
        private final Fence fence;

        Worker(Fence fence) {
            super(Addresses.session(SESSION));
            this.fence = fence;
        }

        @Override
        protected Future<SessionAnswer> receive(SessionCommand command) {
            return working.get();
        }

        @Override
        public Future<?> stop() throws Exception {
            return super.stop().onComplete(_ -> stopped.add(fence));
        }
    }
}
