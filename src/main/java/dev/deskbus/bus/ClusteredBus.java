package dev.deskbus.bus;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Routes each command to the host of the node that owns its shard, and repeats it unchanged while
 * the shard moves (architecture, "Who owns what").
 */
public final class ClusteredBus implements Bus {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A lost message must leave time for several more attempts. */
    private static final long ATTEMPT_MILLIS = 700;

    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private final Vertx vertx;
    private final EventBus eventBus;
    private final Locator locator;
    private final Credits credits = new Credits();
    private final Duration patience;

    /** Gives every ask five seconds. */
    public ClusteredBus(Vertx vertx, Locator locator) {
        this(vertx, locator, PATIENCE);
    }

    ClusteredBus(Vertx vertx, Locator locator, Duration patience) {
        this.vertx = vertx;
        this.eventBus = vertx.eventBus();
        this.locator = locator;
        this.patience = patience;
    }

    @Override
    public <C, A> Future<A> ask(Address<C, A> to, C command) {
        return attempt(new Asking<>(to, command, System.nanoTime() + patience.toNanos()), 0)
                .map(answer -> to.answer().cast(answer));
    }

    @Override
    public <C> void tell(Address<C, ?> to, C command) {
        Optional<NodeId> owner = locator.owner(to.shard());
        if (owner.isEmpty()) {
            locator.refreshSoon();
            return;
        }
        Envelope envelope =
                new Envelope.Routed(to.value(), to.shard(), patience.toMillis(), command);
        eventBus.send(Nodes.address(owner.get()), envelope, options(owner.get()));
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        eventBus.publish(topic.value(), event, LOCAL);
        Envelope envelope = new Envelope.Shown(topic.value(), event);
        locator.peers().forEach(peer -> eventBus.send(Nodes.address(peer), envelope));
    }

    @Override
    public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
        MessageConsumer<Object> consumer =
                eventBus.localConsumer(
                        topic.value(),
                        message -> listener.accept(topic.event().cast(message.body())));
        return consumer::unregister;
    }

    private Future<Object> attempt(Asking<?> asking, int repeats) {
        return send(asking)
                .recover(
                        cause ->
                                switch (Verdict.of(cause)) {
                                    case Verdict.Final(Refusal refusal) ->
                                            Future.failedFuture(refusal);
                                    case Verdict.Repeat() -> again(asking, repeats);
                                });
    }

    private Future<Object> send(Asking<?> asking) {
        Optional<NodeId> owner = locator.owner(asking.to().shard());
        return owner.isEmpty()
                ? Future.failedFuture(new Refusal(ErrorCode.NOT_OWNER, "nobody owns it now"))
                : sendTo(owner.get(), asking);
    }

    private Future<Object> sendTo(NodeId owner, Asking<?> asking) {
        boolean here = owner.equals(locator.node());
        if (!here && !credits.take(owner)) {
            return Future.failedFuture(
                    new Refusal(ErrorCode.OVERLOADED, "too much is under way to that node"));
        }
        // Nothing is lost on the way to an actor of this node, so a repeat would only add to it.
        long millis = Math.max(1, here ? asking.left() : Math.min(ATTEMPT_MILLIS, asking.left()));
        Envelope envelope =
                new Envelope.Routed(
                        asking.to().value(), asking.to().shard(), millis, asking.command());
        Future<Message<Object>> reply =
                eventBus.request(
                        Nodes.address(owner), envelope, options(owner).setSendTimeout(millis));
        return (here ? reply : reply.onComplete(_ -> credits.giveBack(owner))).map(Message::body);
    }

    private DeliveryOptions options(NodeId owner) {
        return new DeliveryOptions().setLocalOnly(owner.equals(locator.node()));
    }

    private Future<Object> again(Asking<?> asking, int repeats) {
        locator.refreshSoon();
        long pause = pause(repeats);
        if (asking.left() <= pause) {
            return Future.failedFuture(
                    new Refusal(ErrorCode.UNAVAILABLE, "outcome unknown, try again"));
        }
        return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(_ -> attempt(asking, repeats + 1));
    }

    private static long pause(int repeats) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(repeats, 10));
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }

    /** One ask with all its repeats. */
    private record Asking<C>(Address<C, ?> to, C command, long deadlineNanos) {
        long left() {
            return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        }
    }

    /** What a failed attempt means. */
    private sealed interface Verdict {
        /** The actor has spoken, or nobody ever will. */
        record Final(Refusal refusal) implements Verdict {}

        /** Outcome unknown, or it was the wrong place. */
        record Repeat() implements Verdict {}

        static Verdict of(Throwable cause) {
            return switch (cause) {
                case Refusal refusal -> of(refusal);
                case ReplyException reply -> of(reply);
                default -> new Final(new Refusal(ErrorCode.INTERNAL, "could not be sent"));
            };
        }

        private static Verdict of(ReplyException reply) {
            return switch (reply.failureType()) {
                case NO_HANDLERS, TIMEOUT, ERROR -> new Repeat();
                case RECIPIENT_FAILURE ->
                        of(
                                new Refusal(
                                        ErrorCode.of(reply.failureCode()),
                                        String.valueOf(reply.getMessage())));
            };
        }

        private static Verdict of(Refusal refusal) {
            return refusal.code() == ErrorCode.NOT_OWNER || refusal.code() == ErrorCode.UNAVAILABLE
                    ? new Repeat()
                    : new Final(refusal);
        }
    }
}
