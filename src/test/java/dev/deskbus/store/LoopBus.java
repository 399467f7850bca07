package dev.deskbus.store;

import dev.deskbus.actor.queue.AgentQueues;
import dev.deskbus.actor.queue.QueueActor;
import dev.deskbus.actor.queue.QueueActors;
import dev.deskbus.actor.queue.QuietQueues;
import dev.deskbus.actor.session.SessionActor;
import dev.deskbus.actor.session.SessionActors;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.SealedCodec;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Robot;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A bus of one process: whoever is asked is brought to life from the database of the desk. */
final class LoopBus implements Bus {
    /** Whoever is undeployed while it works does not answer. */
    private static final DeliveryOptions PATIENCE = new DeliveryOptions().setSendTimeout(5_000);

    final List<Object> published = new CopyOnWriteArrayList<>();
    volatile Predicate<Object> loses = _ -> false;
    private final Map<String, Future<String>> alive = new ConcurrentHashMap<>();
    private final Set<Future<?>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean hasEnded;
    private final Vertx vertx;

    /** Nobody is the child of another actor, and ended with it. */
    private final Context root;

    private final QueueActors queues;
    private final SessionActors sessions;

    LoopBus(PgTest db, Desk desk, Robot robot) {
        vertx = db.vertx();
        root = vertx.getOrCreateContext();
        var views = new PgConversationViews(db.pg(), desk.json);
        var directory = new PgAgentDirectory(db.pg());
        var quiet = new QuietQueues();
        queues =
                new QueueActors(
                        new QueueActor.World(
                                desk.queues,
                                views,
                                directory,
                                new PgIdSource(db.pg()),
                                this,
                                Instant::now,
                                quiet));
        sessions =
                new SessionActors(
                        new SessionActor.World(
                                new PgSessionJournal(vertx, db.pg(), desk.json),
                                new PgSessionStore(db.pg(), desk.json),
                                new PgSessionSeats(db.pg(), desk.json),
                                new PgReadMarks(db.pg()),
                                directory,
                                new AgentQueues(directory, this, quiet),
                                this,
                                Instant::now,
                                robot,
                                views),
                        views);
    }

    /** Once for each database. */
    static void install(PgTest db) {
        SealedCodec.install(db.vertx());
    }

    /** An unknown outcome is asked for again, unchanged, as the real bus does. */
    @Override
    public <C, A> Future<A> ask(Address<C, A> to, C command) {
        Promise<A> answered = Promise.promise();
        underWay.add(answered.future());
        askOnce(to, command)
                .recover(
                        failure ->
                                isUnknown(failure)
                                        ? askOnce(to, command)
                                        : Future.failedFuture(failure))
                .onComplete(
                        result -> {
                            underWay.remove(answered.future());
                            answered.handle(result);
                        });
        return answered.future();
    }

    private <C, A> Future<A> askOnce(Address<C, A> to, C command) {
        if (hasEnded) {
            return Future.failedFuture("it has ended");
        }
        return alive.computeIfAbsent(to.value(), this::wake)
                .compose(_ -> vertx.eventBus().request(to.value(), command, PATIENCE))
                .map(reply -> to.answer().cast(reply.body()));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ReplyException reply
                && ErrorCode.of(reply.failureCode()) == ErrorCode.UNAVAILABLE;
    }

    @Override
    public <C> void tell(Address<C, ?> to, C command) {
        boolean isActor = to.value().startsWith("queue.") || to.value().startsWith("session.");
        if (isActor && !loses.test(command)) {
            ask(to, command);
        }
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        published.add(event);
    }

    @Override
    public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
        throw new UnsupportedOperationException("nobody listens");
    }

    /** As if the node had ended: everybody comes back from the database. */
    Future<?> forget() {
        List<Future<String>> all = List.copyOf(alive.values());
        alive.clear();
        return Future.join(all.stream().map(each -> each.compose(vertx::undeploy)).toList());
    }

    /**
     * Nobody is asked anything any more, and what was asked has come to its end: whoever looks at
     * the database now finds it at rest. Actors tell each other when they have answered, so there
     * may be more to do than anybody waits for.
     */
    Future<?> end() {
        hasEnded = true;
        return Future.join(List.copyOf(underWay)).transform(_ -> forget());
    }

    private Future<String> wake(String address) {
        String id = address.substring(address.indexOf('.') + 1);
        long number = Long.parseLong(id);
        Future<? extends VerticleBase> made =
                address.startsWith("queue.")
                        ? queues.make(id, Desk.fence(new QueueId(number)))
                        : sessions.make(id, Desk.fence(Shard.of(new SessionId(number))));
        Promise<String> deployed = Promise.promise();
        made.onFailure(deployed::fail)
                .onSuccess(
                        actor ->
                                root.runOnContext(
                                        _ -> vertx.deployVerticle(actor).onComplete(deployed)));
        return deployed.future();
    }
}
