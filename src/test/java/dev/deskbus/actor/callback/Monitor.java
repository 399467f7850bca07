package dev.deskbus.actor.callback;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What tests wait on: every fake tells it when something changed. */
final class Monitor {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    synchronized void changed() {
        notifyAll();
    }

    /** Returns as soon as it holds, and fails when it does not for too long. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("in vain: " + what);
            }
            pause();
        }
    }

    private synchronized void pause() {
        try {
            wait(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
