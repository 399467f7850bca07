package dev.deskbus.actor.callback;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What became of the callbacks that this node sent; may be read from any thread. */
public final class DeliveryCounts {
    private final LongAdder delivered = new LongAdder();
    private final LongAdder absent = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Taken by their receivers. */
    public long delivered() {
        return delivered.sum();
    }

    /** Left out, because the receiver has no such endpoint (decision R9). */
    public long absent() {
        return absent.sum();
    }

    /** Attempts that failed and will be repeated. */
    public long retried() {
        return retried.sum();
    }

    /** Given up: dead letters. */
    public long dead() {
        return dead.sum();
    }

    /** Requests that are out right now. */
    public int inFlight() {
        return inFlight.get();
    }

    void onDelivered() {
        delivered.increment();
    }

    void onAbsent() {
        absent.increment();
    }

    void onRetried() {
        retried.increment();
    }

    void onDead() {
        dead.increment();
    }

    void onSending() {
        inFlight.incrementAndGet();
    }

    void onAnswered() {
        inFlight.decrementAndGet();
    }
}
