package dev.deskbus.actor.callback;

import dev.deskbus.deadline.Deadline;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The verticle's own context. Every outcome is brought back to it, always in a later turn, so that
 * the state there has one thread and no step runs inside another.
 */
final class Home {
    private final Vertx vertx;
    private final Context context;
    private final Duration patience;

    /** Waits {@code patience} for any outcome. */
    Home(Vertx vertx, Context context, Duration patience) {
        this.vertx = vertx;
        this.context = context;
        this.patience = patience;
    }

    /** Starts the work; what it throws is a failure too. */
    <T> Future<T> bring(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        Deadline.within(patience, attempt(work))
                .onComplete(
                        (value, failure) ->
                                context.runOnContext(
                                        _ -> {
                                            if (failure == null) {
                                                promise.tryComplete(value);
                                            } else {
                                                promise.tryFail(failure);
                                            }
                                        }));
        return promise.future();
    }

    /** Runs something here in a later turn. */
    void soon(Runnable action) {
        context.runOnContext(_ -> action.run());
    }

    /** Runs something here after a while. */
    void later(Duration wait, Runnable action) {
        vertx.setTimer(Math.max(1, wait.toMillis()), _ -> action.run());
    }

    private static <T> Future<T> attempt(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
