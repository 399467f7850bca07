package dev.deskbus.actor.media;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a node's collector has done, for the metrics. */
public final class MediaCounts {
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder fetched = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /** Fetches that are under way. */
    public int underWay() {
        return underWay.get();
    }

    /** What is in the file store now. */
    public long fetched() {
        return fetched.sum();
    }

    /** Attempts that will be repeated. */
    public long missed() {
        return missed.sum();
    }

    /** What was given up. */
    public long lost() {
        return lost.sum();
    }

    void onBegin() {
        underWay.incrementAndGet();
    }

    void onEnd() {
        underWay.decrementAndGet();
    }

    void onFetched() {
        fetched.increment();
    }

    void onMissed() {
        missed.increment();
    }

    void onLost() {
        lost.increment();
    }
}
