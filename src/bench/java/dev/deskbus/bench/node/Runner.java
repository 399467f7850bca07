package dev.deskbus.bench.node;

import dev.deskbus.bench.load.HttpLane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/** Takes one number after the other until there are no more. */
record Runner(HttpLane lane, IntSupplier numbers, int end) {
    Future<Void> run(IntFunction<Future<?>> work) {
        Promise<Void> promise = Promise.promise();
        lane.context().runOnContext(_ -> next(work, promise));
        return promise.future();
    }

    private void next(IntFunction<Future<?>> work, Promise<Void> promise) {
        int number = numbers.getAsInt();
        if (number >= end) {
            promise.complete();
            return;
        }
        work.apply(number)
                .onSuccess(_ -> lane.context().runOnContext(_ -> next(work, promise)))
                .onFailure(promise::tryFail);
    }
}
