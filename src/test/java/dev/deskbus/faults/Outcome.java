package dev.deskbus.faults;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run has shown.
 *
 * @param longestWait of any operation that was under way at the fault or begun after it
 * @param repeats attempts that had no answer, or one that said to try again
 */
record Outcome(
        List<Violation> violations,
        Operation longestWait,
        List<Operation> errors,
        long repeats,
        long gaps,
        Map<String, Long> counts,
        long seed) {

    static Outcome of(Evidence evidence, long struck, long seed) {
        Map<String, Long> counts =
                evidence.operations().stream()
                        .collect(
                                Collectors.groupingBy(
                                        o -> o.kind() + " " + o.outcome(),
                                        TreeMap::new,
                                        Collectors.counting()));
        counts.put("callbacks", (long) evidence.arrivals().size());
        counts.put("pushes", (long) evidence.pushes().size());
        return new Outcome(
                HistoryChecker.check(evidence),
                evidence.operations().stream()
                        .filter(o -> o.ended() >= struck)
                        .max(Comparator.comparingLong(Operation::waitedNanos))
                        .orElseThrow(),
                evidence.operations().stream().filter(Operation::isVisibleError).toList(),
                evidence.operations().stream().mapToLong(o -> o.attempts() - 1).sum(),
                HistoryChecker.countGaps(evidence),
                counts,
                seed);
    }

    double longestSeconds() {
        return longestWait.waitedNanos() / 1e9;
    }

    @Override
    public String toString() {
        return "longest wait %.2f s (%s), %d repeats, %d errors %s, %d gaps, seed %d, %s, violations %s"
                .formatted(
                        longestSeconds(),
                        longestWait,
                        repeats,
                        errors.size(),
                        errors.stream().limit(5).toList(),
                        gaps,
                        seed,
                        counts,
                        violations.stream().limit(20).toList());
    }
}
