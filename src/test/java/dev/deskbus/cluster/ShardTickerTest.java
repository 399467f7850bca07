package dev.deskbus.cluster;

import static dev.deskbus.cluster.TestNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.QueueStore;
import dev.deskbus.port.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShardTickerTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeHolding holding = new FakeHolding();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sweeps = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Function<List<Shard>, Future<List<QueueId>>> busy =
            _ -> Future.succeededFuture(List.of());
    private volatile Function<List<Shard>, Future<List<SessionId>>> due =
            _ -> Future.succeededFuture(List.of());
    private volatile Future<?> answer = Future.succeededFuture();

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void busyQueuesAndDueSessionsOfOurShardsAreTicked() {
        Queue<List<Shard>> asks = new ConcurrentLinkedQueue<>();
        busy =
                shards -> {
                    asks.add(shards);
                    return Future.succeededFuture(List.of(new QueueId(7)));
                };
        due = _ -> Future.succeededFuture(List.of(new SessionId(96), new SessionId(97)));
        holding.own(new Shard(3), 1);
        start();
        Until.isTrue(Duration.ofSeconds(5), () -> asked.size() >= 3);
        assertThat(asked).contains("queue.7 Tick[]", "session.96 Tick[]", "session.97 Tick[]");
        assertThat(asks.peek()).containsExactly(new Shard(3));
    }

    @Test
    void aSlowRoundIsNotJoinedByAnother() {
        Promise<Object> slow = Promise.promise();
        answer = slow.future();
        busy = _ -> Future.succeededFuture(List.of(new QueueId(7)));
        due =
                _ -> {
                    looks.incrementAndGet();
                    return Future.succeededFuture(List.of());
                };
        holding.own(new Shard(3), 1);
        start();
        Until.isTrue(Duration.ofSeconds(5), () -> looks.get() > 5);
        assertThat(asked).hasSize(1);
        slow.complete();
        Until.isTrue(Duration.ofSeconds(5), () -> asked.size() > 1);
    }

    @Test
    void aQueueThatIsStuckStopsNoOther() {
        Promise<Object> stuck = Promise.promise();
        answer = stuck.future();
        AtomicInteger round = new AtomicInteger();
        busy =
                _ ->
                        Future.succeededFuture(
                                List.of(
                                        new QueueId(7),
                                        new QueueId(100 + round.getAndIncrement())));
        holding.own(new Shard(3), 1);
        start();
        Until.isTrue(Duration.ofSeconds(5), () -> asked.size() > 5);
        assertThat(asked.stream().filter("queue.7 Tick[]"::equals)).hasSize(1);
        stuck.complete();
    }

    @Test
    void busyQueuesOfShardsThatWereJustTakenAreTickedAtOnce() {
        holding.own(new Shard(3), 1);
        busy = _ -> Future.succeededFuture(List.of(new QueueId(7)));
        start(60_000);
        holding.claim(List.copyOf(holding.owned.values()));
        Until.isTrue(Duration.ofSeconds(5), () -> asked.contains("queue.7 Tick[]"));
    }

    @Test
    void aFailedRoundIsFollowedByAnother() {
        busy =
                _ -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new IllegalStateException("no database");
                    }
                    return Future.failedFuture("no database");
                };
        holding.own(new Shard(3), 1);
        start();
        Until.isTrue(Duration.ofSeconds(5), () -> looks.get() > 2);
    }

    @Test
    void nothingIsLookedForWhileTheLeaseIsLate() {
        holding.held = false;
        holding.own(new Shard(3), 1);
        busy =
                _ -> {
                    looks.incrementAndGet();
                    return Future.succeededFuture(List.of());
                };
        start();
        await(vertx.timer(60));
        assertThat(looks.get()).isZero();
    }

    @Test
    void oneNodeFreesWhatClosedSessionsKept() {
        holding.own(new Shard(3), 1);
        start();
        await(vertx.timer(700));
        assertThat(sweeps.get()).isZero();
        holding.own(new Shard(0), 1);
        Until.isTrue(Duration.ofSeconds(5), () -> sweeps.get() > 1);
    }

    private void start() {
        start(10);
    }

    private void start(long periodMillis) {
        QueueStore queues = only(QueueStore.class, "findBusy", shards -> busy.apply(shards));
        SessionStore sessions = only(SessionStore.class, "findDue", shards -> due.apply(shards));
        ShardTicker ticker =
                new ShardTicker(holding, queues, sessions, new RecordingBus(), periodMillis);
        await(vertx.deployVerticle(ticker));
        holding.listen(ticker);
    }

    /** A store of which only one method is used here. */
    @SuppressWarnings("unchecked")
    private <S> S only(Class<S> store, String method, Function<List<Shard>, ?> behaviour) {
        return store.cast(
                Proxy.newProxyInstance(
                        store.getClassLoader(),
                        new Class<?>[] {store},
                        (_, called, arguments) -> {
                            if (called.getName().equals("freeClosedSlots")) {
                                sweeps.incrementAndGet();
                                return Future.succeededFuture(List.of());
                            }
                            assertThat(called.getName()).isEqualTo(method);
                            return behaviour.apply((List<Shard>) arguments[0]);
                        }));
    }

    private final class RecordingBus implements Bus {
        @Override
        public <C, A> Future<A> ask(Address<C, A> to, C command) {
            asked.add(to.value() + " " + command);
            return answer.mapEmpty();
        }

        @Override
        public <C> void tell(Address<C, ?> to, C command) {
            throw new AssertionError("nothing is told");
        }

        @Override
        public <E> void publish(Topic<E> topic, E event) {
            throw new AssertionError("nothing is published");
        }

        @Override
        public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
            throw new AssertionError("nothing is listened to");
        }
    }
}
