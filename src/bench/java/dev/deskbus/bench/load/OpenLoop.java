package dev.deskbus.bench.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins at a steady rate whatever the server does, each worker in its turn; a time counts from the
 * moment it was due, so a server that stalls cannot hide it (coordinated omission).
 */
public final class OpenLoop {
    private static final long PATIENCE_SECONDS = 30;
    private static final long LEAD_NANOS = 10_000_000;

    private final Operation operation;
    private final Tally tally;
    private final CountDownLatch open;
    private final Worker[] workers;

    private OpenLoop(Operation operation, Tally tally, int count) {
        this.operation = operation;
        this.tally = tally;
        this.open = new CountDownLatch(count);
        this.workers = new Worker[operation.workers()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i);
        }
    }

    /** That many in a second for that long; waits until all have ended. */
    public static Sample run(Operation operation, double rate, Duration time)
            throws InterruptedException {
        int count = (int) Math.round(rate * time.toNanos() / 1e9);
        long from = System.nanoTime() + LEAD_NANOS;
        OpenLoop loop = new OpenLoop(operation, new Tally(from, from + time.toNanos()), count);
        double step = 1e9 / rate;
        for (int i = 0; i < count; i++) {
            long due = from + (long) (i * step);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            loop.workers[i % loop.workers.length].wake(due);
        }
        if (!loop.open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("something that was begun has never ended");
        }
        return loop.tally.sample(time.toNanos() / 1e9);
    }

    private final class Worker {
        private final int number;
        private final Queue<Long> due = new ArrayDeque<>();
        private boolean busy;

        Worker(int number) {
            this.number = number;
        }

        void wake(long dueNanos) {
            operation
                    .context(number)
                    .runOnContext(
                            _ -> {
                                due.add(dueNanos);
                                next();
                            });
        }

        private void next() {
            Long first = busy ? null : due.poll();
            if (first == null) {
                return;
            }
            busy = true;
            operation.begin(
                    number,
                    (nanos, success) -> {
                        tally.addDue(first, nanos, success);
                        open.countDown();
                        operation
                                .context(number)
                                .runOnContext(
                                        _ -> {
                                            busy = false;
                                            next();
                                        });
                    });
        }
    }
}
