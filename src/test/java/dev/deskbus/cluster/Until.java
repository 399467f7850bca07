package dev.deskbus.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline for something to become true. */
final class Until {
    private Until() {}

    static void isTrue(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not true within " + atMost);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
