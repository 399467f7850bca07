package dev.deskbus.actor.callback;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.SealedCodec;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.CallbackAnswer;
import dev.deskbus.domain.callback.CallbackCommand;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.callback.RetryPlan;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A deployed dispatcher with everything around it faked. */
final class DispatcherBench implements AutoCloseable {
    static final Duration NEVER = Duration.ofHours(1);
    static final Duration OFTEN = Duration.ofMillis(20);

    /** Two retries, no sweep, few places; tests change what they are about. */
    static final DispatchRules RULES =
            new DispatchRules(
                    8, 2, 2, Duration.ofSeconds(30), NEVER, Duration.ofSeconds(5), plan(5, 20));

    final Monitor monitor = new Monitor();
    final FakeOutbox outbox = new FakeOutbox(monitor);
    final FakeSender sender = new FakeSender(monitor);
    final FakeLease lease = new FakeLease();
    final DeliveryCounts counts = new DeliveryCounts();
    final Vertx vertx = Vertx.vertx();
    private String deployment = "";
    private CallbackDispatcher dispatcher;

    DispatcherBench start(DispatchRules rules) {
        SealedCodec.install(vertx);
        dispatcher = new CallbackDispatcher(outbox, sender, lease, rules, counts);
        deployment = await(vertx.deployVerticle(dispatcher));
        return this;
    }

    static RetryPlan plan(int... millis) {
        return new RetryPlan(Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
    }

    static DispatchRules sweeping(DispatchRules rules) {
        return new DispatchRules(
                rules.lanes(),
                rules.placesPerReceiver(),
                rules.parkedPerReceiver(),
                rules.patience(),
                OFTEN,
                rules.drain(),
                rules.plan());
    }

    static DispatchRules patience(DispatchRules rules, Duration patience, Duration drain) {
        return new DispatchRules(
                rules.lanes(),
                rules.placesPerReceiver(),
                rules.parkedPerReceiver(),
                patience,
                rules.sweepEvery(),
                drain,
                rules.plan());
    }

    static DispatchRules planned(DispatchRules rules, RetryPlan plan) {
        return new DispatchRules(
                rules.lanes(),
                rules.placesPerReceiver(),
                rules.parkedPerReceiver(),
                rules.patience(),
                rules.sweepEvery(),
                rules.drain(),
                plan);
    }

    static ClientId lane(String name) {
        return new ClientId(name);
    }

    static OutboxEntry entry(String lane, String host) {
        return new OutboxEntry(
                new CallbackTarget(Protocol.TPI_V2, "http://" + host + "/chat", "demo"),
                new MessageSent(
                        lane(lane),
                        new SessionId(1),
                        null,
                        Message.Text.plain("x"),
                        1,
                        Instant.EPOCH));
    }

    /** Puts something into that lane of the outbox, and tells nobody. */
    long add(String lane, String host) {
        return outbox.add(entry(lane, host));
    }

    long add(String lane) {
        return add(lane, "a.example.com");
    }

    CallbackAnswer wake(String lane) {
        return ask(new Wake(lane(lane)));
    }

    CallbackAnswer ask(CallbackCommand command) {
        String address = Addresses.callbacks(lane("any")).value();
        return (CallbackAnswer) await(vertx.eventBus().request(address, command)).body();
    }

    /** The shard of that lane is to be given back. */
    Future<Void> finish(String lane) {
        Shard shard = Shard.of(lane(lane));
        return dispatcher.finish(lease.fence(shard).orElseThrow());
    }

    /** Lets the dispatcher finish what it has begun: each answer is some turns of its loop away. */
    void settleDown() {
        for (int i = 0; i < 5; i++) {
            wake("nobody");
        }
    }

    void awaitDone(Long... numbers) {
        monitor.await("all done", () -> outbox.done().containsAll(List.of(numbers)));
    }

    /** Counts follow a moment after the outbox. */
    void awaitCount(LongSupplier count, long expected) {
        monitor.await("counted " + expected, () -> count.getAsLong() == expected);
    }

    void awaitSent(int count) {
        monitor.await(count + " sent", () -> sender.sent().size() >= count);
    }

    void stop() {
        await(vertx.undeploy(deployment));
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
