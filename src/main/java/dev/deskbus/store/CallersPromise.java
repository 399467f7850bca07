package dev.deskbus.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * A promise that is kept in the context of whoever made it: an actor may only be touched in its
 * own, whatever thread the result comes from.
 */
final class CallersPromise<T> {
    private final Promise<T> promise = Promise.promise();
    private final @Nullable Context caller = Vertx.currentContext();

    Future<T> future() {
        return promise.future();
    }

    void succeed(T result) {
        inCallersContext(() -> promise.tryComplete(result));
    }

    void fail(Throwable failure) {
        inCallersContext(() -> promise.tryFail(failure));
    }

    private void inCallersContext(Runnable answer) {
        if (caller == null) {
            answer.run();
        } else {
            caller.runOnContext(_ -> answer.run());
        }
    }
}
