package dev.deskbus.bench.report;

import dev.deskbus.bench.load.Sample;

/**
 * One line of the table.
 *
 * @param what what was done
 * @param subject who did it
 * @param factor how many things one operation is
 * @param rate the median of all rounds, in a second
 * @param sample all rounds together
 */
public record Row(String what, String subject, int factor, double rate, Sample sample) {
    /** Microseconds of that processor time for each thing. */
    double micros(long nanos) {
        return sample.micros(nanos) / factor;
    }
}
