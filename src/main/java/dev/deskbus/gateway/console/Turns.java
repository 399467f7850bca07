package dev.deskbus.gateway.console;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** One piece of work after the other, though some of them need a look-up. For one thread. */
public final class Turns {
    private static final int MOST_WAITING = 256;

    private Future<Void> turn = Future.succeededFuture();
    private int waiting;

    /** Does it after all that was there before; drops it when too much waits. */
    public void offer(Supplier<Future<Void>> work) {
        if (waiting < MOST_WAITING) {
            var _ = take(work);
        }
    }

    /** Does it after all that was there before, however much that is. */
    public Future<Void> take(Supplier<Future<Void>> work) {
        waiting++;
        Future<Void> done = turn.compose(_ -> work.get());
        turn =
                done.transform(
                        _ -> {
                            waiting--;
                            return Future.succeededFuture();
                        });
        return done;
    }
}
