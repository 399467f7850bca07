package dev.deskbus.ops;

import dev.deskbus.port.CallbackStore;
import dev.deskbus.port.CallbackStore.Backlog;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Knows how many callbacks of the whole installation wait, and how many are dead letters, as the
 * outbox said a few seconds ago: what is shown outlives every node.
 */
public final class OutboxBacklog extends VerticleBase {
    private static final long PERIOD_MILLIS = 5000;

    private final CallbackStore store;
    private volatile Backlog last = new Backlog(0, 0);
    private boolean underWay;

    public OutboxBacklog(CallbackStore store) {
        this.store = store;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, PERIOD_MILLIS, _ -> look());
        return Future.succeededFuture();
    }

    /** Callbacks that are still to be delivered. */
    public long waiting() {
        return last.waiting();
    }

    /** Callbacks that were given up and are kept. */
    public long dead() {
        return last.dead();
    }

    private void look() {
        if (!underWay) {
            underWay = true;
            store.count().onSuccess(seen -> last = seen).onComplete(_ -> underWay = false);
        }
    }
}
