package dev.deskbus.bench.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one round has shown.
 *
 * @param times in nanoseconds, of each that ended well
 * @param missing pushes or callbacks that never came
 * @param serverNanos processor time of the server under test
 * @param databaseNanos processor time of PostgreSQL
 * @param loadNanos processor time of the load generator
 */
public record Sample(
        double seconds,
        Histogram times,
        long failures,
        long missing,
        long serverNanos,
        long databaseNanos,
        long loadNanos) {

    /** How many ended well. */
    public long count() {
        return times.getTotalCount();
    }

    /** In a second. */
    public double rate() {
        return count() / seconds;
    }

    /** That part ended within so many milliseconds. */
    public double millis(double percentile) {
        return times.getValueAtPercentile(percentile) / 1e6;
    }

    /** Microseconds of that for each. */
    public double micros(long nanos) {
        return count() == 0 ? 0 : nanos / 1e3 / count();
    }

    /** Microseconds of processor time of the server and its database for each. */
    public double processorMicros() {
        return micros(serverNanos) + micros(databaseNanos);
    }

    /** The same with what the processors did for it. */
    Sample withTimes(long server, long database, long load) {
        return new Sample(seconds, times, failures, missing, server, database, load);
    }

    /** The same with what never came. */
    public Sample withMissing(long number) {
        return new Sample(seconds, times, failures, number, serverNanos, databaseNanos, loadNanos);
    }

    /** All of them as one. */
    public static Sample sum(List<Sample> all) {
        Histogram times = new Histogram(3);
        all.forEach(each -> times.add(each.times()));
        return new Sample(
                all.stream().mapToDouble(Sample::seconds).sum(),
                times,
                all.stream().mapToLong(Sample::failures).sum(),
                all.stream().mapToLong(Sample::missing).sum(),
                all.stream().mapToLong(Sample::serverNanos).sum(),
                all.stream().mapToLong(Sample::databaseNanos).sum(),
                all.stream().mapToLong(Sample::loadNanos).sum());
    }
}
