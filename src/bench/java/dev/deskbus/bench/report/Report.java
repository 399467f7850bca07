package dev.deskbus.bench.report;

import dev.deskbus.bench.load.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Everything that one run has found. */
public final class Report {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final Map<String, Histogram> curves = new LinkedHashMap<>();

    /** Something about the machine or the run. */
    public void fact(String name, String value) {
        facts.put(name, value);
    }

    /** All rounds of one subject. */
    public Row add(String what, String subject, List<Sample> rounds) {
        return add(what, subject, 1, rounds);
    }

    /** The same where one operation is several things. */
    public Row add(String what, String subject, int factor, List<Sample> rounds) {
        double[] rates = rounds.stream().mapToDouble(Sample::rate).toArray();
        Row row = new Row(what, subject, factor, median(rates) * factor, Sample.sum(rounds));
        rows.add(row);
        return row;
    }

    /** A goal with its figure. */
    public void add(Goal goal) {
        goals.add(goal);
    }

    /** Times to be drawn. */
    public void curve(String name, Histogram times) {
        curves.put(name, times);
    }

    /** The middle one. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** Round by round, how the first compares with the second: the median of it. */
    public static double ratio(List<Sample> first, List<Sample> second) {
        double[] ratios = new double[Math.min(first.size(), second.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = first.get(i).rate() / second.get(i).rate();
        }
        return median(ratios);
    }

    /** What was noted. */
    public Map<String, String> facts() {
        return facts;
    }

    /** The table. */
    public List<Row> rows() {
        return rows;
    }

    /** All goals. */
    public List<Goal> goals() {
        return goals;
    }

    /** What is to be drawn. */
    public Map<String, Histogram> curves() {
        return curves;
    }
}
