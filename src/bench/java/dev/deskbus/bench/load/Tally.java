package dev.deskbus.bench.load;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what ended well inside a span of time, and how long it took. */
final class Tally {
    private final Histogram histogram = new ConcurrentHistogram(3);
    private final LongAdder failures = new LongAdder();
    private final long fromNanos;
    private final long toNanos;

    Tally(long fromNanos, long toNanos) {
        this.fromNanos = fromNanos;
        this.toNanos = toNanos;
    }

    boolean isOver(long nanos) {
        return nanos - toNanos >= 0;
    }

    /** One that was due then has ended now; what ends outside the span counts nowhere. */
    void add(long dueNanos, long endNanos, boolean success) {
        if (endNanos - fromNanos < 0 || isOver(endNanos)) {
            return;
        }
        if (success) {
            histogram.recordValue(Math.max(1, endNanos - dueNanos));
        } else {
            failures.increment();
        }
    }

    /** For an open loop: what was due inside the span counts, however late it ends. */
    void addDue(long dueNanos, long endNanos, boolean success) {
        if (success) {
            histogram.recordValue(Math.max(1, endNanos - dueNanos));
        } else {
            failures.increment();
        }
    }

    Sample sample(double seconds) {
        return new Sample(seconds, histogram.copy(), failures.sum(), 0, 0, 0, 0);
    }
}
