package dev.deskbus.cluster;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.ActorFactory;
import dev.deskbus.port.Fence;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors of this node, each at most once: a new one is loaded only when the old one of the same
 * address has ended. Used on the host's own thread only.
 */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private final Vertx vertx;
    private final Context context;
    private final Strikes strikes = new Strikes();
    private final Map<String, Hosted> actors = new HashMap<>();
    private final Map<String, Future<?>> ending = new HashMap<>();

    Roster(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    /** How many there are. */
    int size() {
        return actors.size();
    }

    /** Whether it failed to load so often that it is left alone for a while. */
    boolean isPoisoned(String address) {
        return strikes.isOut(address, System.nanoTime());
    }

    /** The actor with that address under that ownership, loaded when it is not there. */
    Hosted activate(String address, Fence fence, ActorFactory factory) {
        Hosted there = actors.get(address);
        if (there != null && there.fence().equals(fence)) {
            return there;
        }
        if (there != null) {
            dismiss(there);
        }
        Future<?> before = ending.getOrDefault(address, Future.succeededFuture());
        Hosted hosted =
                new Hosted(
                        address,
                        fence,
                        before.transform(_ -> load(address, fence, factory)),
                        System.nanoTime());
        actors.put(address, hosted);
        hosted.deployment().onComplete(_ -> strikes.clear(address), e -> onFailed(hosted, e));
        return hosted;
    }

    /** Ends an actor; the command at work finishes. */
    Future<?> dismiss(Hosted hosted) {
        String address = hosted.address();
        if (!actors.remove(address, hosted)) {
            return ending.getOrDefault(address, Future.succeededFuture());
        }
        Future<Void> end = pinned(hosted.deployment().compose(vertx::undeploy)).otherwiseEmpty();
        ending.put(address, end);
        end.onComplete(_ -> ending.remove(address, end));
        return end;
    }

    /** Ends all actors that are not served under one of these any more. */
    Future<?> keepOnly(Set<Fence> fences) {
        dismissIf(hosted -> !fences.contains(hosted.fence()));
        return Future.join(List.copyOf(ending.values()));
    }

    /** Ends all actors that had nothing to do for so long. */
    void passivate(long idleNanos) {
        long now = System.nanoTime();
        strikes.sweep(now);
        dismissIf(hosted -> hosted.isIdle(idleNanos, now));
    }

    private Future<String> load(String address, Fence fence, ActorFactory factory) {
        String id = address.substring(factory.prefix().length());
        // Made wherever the store answers, but deployed from here, as a child of the host.
        return pinned(factory.make(id, fence).map(actor -> actor))
                .compose(actor -> pinned(vertx.deployVerticle(actor)).recover(Roster::notDeployed));
    }

    /** When Vert.x itself refuses, it is closing, or the host is being undeployed. */
    private static Future<String> notDeployed(Throwable cause) {
        return Future.failedFuture(
                cause instanceof VertxException
                        ? new Refusal(ErrorCode.NOT_OWNER, "this node is closing")
                        : cause);
    }

    private void onFailed(Hosted hosted, Throwable cause) {
        actors.remove(hosted.address(), hosted);
        if (!(cause instanceof Refusal)) {
            strikes.add(hosted.address(), System.nanoTime());
            LOG.atError()
                    .addKeyValue("actor", hosted.address())
                    .setCause(cause)
                    .log("actor could not be loaded");
        }
    }

    private void dismissIf(Predicate<Hosted> which) {
        List.copyOf(actors.values()).stream().filter(which).forEach(this::dismiss);
    }

    private <T> Future<T> pinned(Future<T> future) {
        Promise<T> promise = Promise.promise();
        future.onComplete(
                result ->
                        context.runOnContext(
                                _ -> promise.complete(result.result(), result.cause())));
        return promise.future();
    }
}
