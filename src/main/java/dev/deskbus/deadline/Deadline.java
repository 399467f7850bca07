package dev.deskbus.deadline;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How long somebody waits. Vert.x keeps the time of a future that belongs to no context (such as
 * {@code Future.succeededFuture().compose(...)}) on one thread for the whole JVM, which is woken to
 * set it and woken to give it up: that took a fifth of the processor time of a busy node.
 */
public final class Deadline {
    private Deadline() {}

    /**
     * The outcome of the work, in the context of who asks unless it is there already; fails with a
     * {@link TimeoutException} when there is none for so long. The work itself goes on.
     *
     * @param limit at least a millisecond
     */
    public static <T> Future<T> within(Duration limit, Future<T> work) {
        if (work.isComplete()) {
            return work;
        }
        @Nullable ContextInternal context = ContextInternal.current();
        Future<T> ours = context == null ? work : context.future(work::onComplete);
        return ours.timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
