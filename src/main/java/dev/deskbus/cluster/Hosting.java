package dev.deskbus.cluster;

import dev.deskbus.bus.Envelope;
import dev.deskbus.bus.Hints;
import dev.deskbus.deadline.Deadline;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.Fence;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the host does with an envelope. Used on the host's own thread only. */
final class Hosting {
    private static final Envelope HEARD = new Envelope.Heard();
    private static final long LONGEST_PARKED_MILLIS = 3000;
    private static final DeliveryOptions LOCAL = new DeliveryOptions().setLocalOnly(true);

    /** A renewal that began before the shards were given back does not see it. */
    private static final long LOOK_AGAIN_MILLIS = 150;

    private final Vertx vertx;
    private final Holding holding;
    private final List<ActorFactory> factories;
    private final Roster roster;
    private final Hints hints;

    Hosting(Vertx vertx, Holding holding, List<ActorFactory> factories, Roster roster) {
        this.vertx = vertx;
        this.holding = holding;
        this.factories = List.copyOf(factories);
        this.roster = roster;
        this.hints = new Hints(vertx, holding);
    }

    void onEnvelope(Message<Envelope> message) {
        switch (message.body()) {
            case Envelope.Routed routed -> onCommand(message, routed);
            case Envelope.Shown(var topic, var event) -> {
                vertx.eventBus().publish(topic, event, LOCAL);
                message.reply(HEARD);
            }
            case Envelope.Released _ -> {
                message.reply(HEARD);
                holding.refreshSoon();
                vertx.setTimer(LOOK_AGAIN_MILLIS, _ -> holding.refreshSoon());
            }
            case Envelope.Claimed claimed -> {
                holding.onClaimed(fences(claimed));
                message.reply(HEARD);
            }
            case Envelope.Ping(var by) -> {
                holding.onPing(by);
                message.reply(HEARD);
            }
            case Envelope.Heard _ -> {}
        }
    }

    /** Tells every other node that there is something to take. */
    void announceRelease() {
        hints.sendToAll(new Envelope.Released(holding.node()));
    }

    /** Tells every other node where these are now. */
    void announceClaim(List<Fence> claimed) {
        hints.sendToAll(
                new Envelope.Claimed(
                        holding.node(),
                        claimed.stream()
                                .map(each -> new Envelope.Claimed.Part(each.shard(), each.epoch()))
                                .toList()));
    }

    private static List<Fence> fences(Envelope.Claimed claimed) {
        return claimed.parts().stream()
                .map(part -> new Fence(part.shard(), claimed.by(), part.epoch()))
                .toList();
    }

    private void onCommand(Message<Envelope> message, Envelope.Routed routed) {
        Optional<Fence> fence = holding.fence(routed.shard());
        if (fence.isEmpty()) {
            refuse(message, ErrorCode.NOT_OWNER, "another node owns it");
            return;
        }
        factories.stream()
                .filter(factory -> routed.to().startsWith(factory.prefix()))
                .findFirst()
                .ifPresentOrElse(
                        factory -> toActor(message, routed, fence.get(), factory),
                        () ->
                                hand(routed, System.nanoTime())
                                        .onComplete(result -> answer(message, result)));
    }

    private void toActor(
            Message<Envelope> message, Envelope.Routed routed, Fence fence, ActorFactory factory) {
        if (roster.isPoisoned(routed.to())) {
            refuse(message, ErrorCode.INTERNAL, "it could not be loaded");
            return;
        }
        Hosted hosted = roster.activate(routed.to(), fence, factory);
        if (!hosted.begin()) {
            refuse(message, ErrorCode.OVERLOADED, "too much waits there already");
            return;
        }
        long from = System.nanoTime();
        // Whoever asked gives up then, and asks again: nobody else need wait for its place.
        park(hosted, routed)
                .compose(_ -> hand(routed, from))
                .onComplete(
                        result -> {
                            hosted.end(System.nanoTime());
                            if (hasLeft(result.cause())) {
                                roster.dismiss(hosted);
                                holding.refreshSoon();
                            }
                            answer(message, result);
                        });
    }

    private static Future<String> park(Hosted hosted, Envelope.Routed routed) {
        Future<String> deployment = hosted.deployment();
        return deployment.isComplete()
                ? deployment
                : Deadline.within(
                                Duration.ofMillis(
                                        Math.clamp(
                                                routed.patienceMillis(), 1, LONGEST_PARKED_MILLIS)),
                                deployment)
                        .recover(Hosting::tooLate);
    }

    private static Future<String> tooLate(Throwable cause) {
        return Future.failedFuture(
                cause instanceof TimeoutException
                        ? new Refusal(ErrorCode.UNAVAILABLE, "it is still being loaded")
                        : cause);
    }

    private Future<Message<Object>> hand(Envelope.Routed routed, long fromNanos) {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fromNanos);
        return vertx.eventBus()
                .request(
                        routed.to(),
                        routed.command(),
                        new DeliveryOptions()
                                .setLocalOnly(true)
                                .setSendTimeout(Math.max(1, routed.patienceMillis() - waited)));
    }

    private void answer(Message<Envelope> message, AsyncResult<Message<Object>> result) {
        if (result.succeeded() && holding.isHeld()) {
            message.reply(result.result().body());
        } else if (result.succeeded()) {
            refuse(message, ErrorCode.NOT_OWNER, "the lease is late");
        } else {
            Refusal refusal = refusal(result.cause());
            refuse(message, refusal.code(), String.valueOf(refusal.getMessage()));
        }
    }

    private static boolean hasLeft(Throwable cause) {
        return cause instanceof ReplyException && refusal(cause).code() == ErrorCode.NOT_OWNER;
    }

    private static Refusal refusal(Throwable cause) {
        return switch (cause) {
            case Refusal refusal -> refusal;
            case ReplyException reply -> refusal(reply);
            default -> new Refusal(ErrorCode.INTERNAL, "it could not be loaded");
        };
    }

    private static Refusal refusal(ReplyException reply) {
        return switch (reply.failureType()) {
            case NO_HANDLERS -> new Refusal(ErrorCode.NOT_OWNER, "it has just left");
            case RECIPIENT_FAILURE ->
                    new Refusal(
                            ErrorCode.of(reply.failureCode()), String.valueOf(reply.getMessage()));
            case TIMEOUT, ERROR -> new Refusal(ErrorCode.UNAVAILABLE, "it did not answer in time");
        };
    }

    private static void refuse(Message<Envelope> message, ErrorCode code, String reason) {
        message.fail(code.number(), reason);
    }
}
