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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Routes each command to the host of the node that owns its shard, and repeats it unchanged while
 * the shard moves (architecture, "Who owns what").
 */
public final class ClusteredBus implements Bus {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A lost message must leave time for several more attempts (reliability R9). */
    private static final long ATTEMPT_MILLIS = 500;

    private static final int MOST_UNDER_WAY = 1000;
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    /** Whoever has too much to do is not helped by haste. */
    private static final int PAUSE_STEPS_WHEN_OVERLOADED = 10;

    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    private final Vertx vertx;
    private final EventBus eventBus;
    private final Locator locator;
    private final Map<String, Integer> listeners = new ConcurrentHashMap<>();
    private final Credits credits = new Credits(MOST_UNDER_WAY);
    private final Hints hints;
    private final Duration patience;

    /** Gives every ask five seconds. */
    public ClusteredBus(Vertx vertx, Locator locator) {
        this(vertx, locator, PATIENCE);
    }

    ClusteredBus(Vertx vertx, Locator locator, Duration patience) {
        this.vertx = vertx;
        this.eventBus = vertx.eventBus();
        this.locator = locator;
        this.hints = new Hints(vertx, locator);
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
        hints.send(
                owner.get(),
                new Envelope.Routed(to.value(), to.shard(), patience.toMillis(), command));
    }

    @Override
    public <E> void publish(Topic<E> topic, E event) {
        // Vert.x makes an exception of each event that nobody listens to.
        if (listeners.containsKey(topic.value())) {
            eventBus.publish(topic.value(), event, LOCAL);
        }
        hints.sendToAll(new Envelope.Shown(topic.value(), event));
    }

    @Override
    public <E> Subscription subscribe(Topic<E> topic, Consumer<E> listener) {
        MessageConsumer<Object> consumer =
                eventBus.localConsumer(
                        topic.value(),
                        message -> listener.accept(topic.event().cast(message.body())));
        listeners.merge(topic.value(), 1, Integer::sum);
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                listeners.computeIfPresent(
                        topic.value(), (_, count) -> count == 1 ? null : count - 1);
                var _ = consumer.unregister();
            }
        };
    }

    private Future<Object> attempt(Asking<?> asking, int repeats) {
        return send(asking)
                .recover(
                        cause ->
                                switch (Verdict.of(cause)) {
                                    case Verdict.Final(Refusal refusal) ->
                                            Future.failedFuture(refusal);
                                    case Verdict.Repeat() ->
                                            again(asking, repeats, repeats, unknown());
                                    case Verdict.Later(Refusal refusal) ->
                                            again(
                                                    asking,
                                                    repeats,
                                                    PAUSE_STEPS_WHEN_OVERLOADED,
                                                    refusal);
                                });
    }

    private Future<Object> send(Asking<?> asking) {
        Optional<NodeId> owner = locator.owner(asking.to().shard());
        return owner.isEmpty()
                ? Future.failedFuture(new Refusal(ErrorCode.NOT_OWNER, "nobody owns it now"))
                : sendTo(owner.get(), asking);
    }

    /** Nothing is lost on the way to an actor of this node, so a repeat would only add to it. */
    private Future<Object> sendTo(NodeId owner, Asking<?> asking) {
        if (owner.equals(locator.node())) {
            return request(owner, asking, asking.left());
        }
        if (!locator.isReached(owner)) {
            return Future.failedFuture(
                    new Refusal(ErrorCode.NOT_OWNER, "its owner cannot be reached"));
        }
        return credits.spend(
                owner, () -> request(owner, asking, Math.min(ATTEMPT_MILLIS, asking.left())));
    }

    private Future<Object> request(NodeId owner, Asking<?> asking, long left) {
        long millis = Math.max(1, left);
        Envelope envelope =
                new Envelope.Routed(
                        asking.to().value(), asking.to().shard(), millis, asking.command());
        return eventBus.request(
                        Nodes.address(owner),
                        envelope,
                        new DeliveryOptions()
                                .setLocalOnly(owner.equals(locator.node()))
                                .setSendTimeout(millis))
                .map(Message::body);
    }

    private Future<Object> again(Asking<?> asking, int repeats, int steps, Refusal inTheEnd) {
        locator.refreshSoon();
        long pause = pause(steps);
        if (asking.left() <= pause) {
            return Future.failedFuture(inTheEnd);
        }
        return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(_ -> attempt(asking, repeats + 1));
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.UNAVAILABLE, "outcome unknown, try again");
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

        /** Too much waits there, so nothing was done. */
        record Later(Refusal refusal) implements Verdict {}

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
                case RECIPIENT_FAILURE -> ofRecipient(reply);
            };
        }

        private static Verdict ofRecipient(ReplyException reply) {
            ErrorCode code = ErrorCode.of(reply.failureCode());
            Refusal refusal = new Refusal(code, String.valueOf(reply.getMessage()));
            return code == ErrorCode.OVERLOADED ? new Later(refusal) : of(refusal);
        }

        private static Verdict of(Refusal refusal) {
            return refusal.code() == ErrorCode.NOT_OWNER || refusal.code() == ErrorCode.UNAVAILABLE
                    ? new Repeat()
                    : new Final(refusal);
        }
    }
}
