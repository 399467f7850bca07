package dev.deskbus.bench.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Every worker begins its next as soon as its last has ended: shows the top rate. */
public final class ClosedLoop {
    private static final long PATIENCE_SECONDS = 20;

    private final Operation operation;
    private final Tally tally;
    private final CountDownLatch working;

    private ClosedLoop(Operation operation, Tally tally) {
        this.operation = operation;
        this.tally = tally;
        this.working = new CountDownLatch(operation.workers());
    }

    /** Works for that long, and waits for what is under way then. */
    public static Sample run(Operation operation, Duration time) throws InterruptedException {
        long from = System.nanoTime();
        ClosedLoop loop = new ClosedLoop(operation, new Tally(from, from + time.toNanos()));
        for (int i = 0; i < operation.workers(); i++) {
            int worker = i;
            operation.context(i).runOnContext(_ -> loop.next(worker));
        }
        if (!loop.working.await(time.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("something that was begun has never ended");
        }
        return loop.tally.sample(time.toNanos() / 1e9);
    }

    private void next(int worker) {
        long begun = System.nanoTime();
        if (tally.isOver(begun)) {
            working.countDown();
            return;
        }
        operation.begin(
                worker,
                (nanos, success) -> {
                    tally.add(begun, nanos, success);
                    operation.context(worker).runOnContext(_ -> next(worker));
                });
    }
}
