package dev.deskbus.faults;

import dev.deskbus.faults.Operation.Kind;
import dev.deskbus.faults.Sample.Owned;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run has shown.
 *
 * @param longest of the operations that were under way when waiting began to count, or begun later
 * @param longestSeconds how long that one waited from then on
 * @param repeats why attempts were repeated, and how often
 * @param moves shards that changed their owner between the fault and the end
 * @param slowestCallback of those whose event came after the fault, in seconds
 */
record Outcome(
        List<Violation> violations,
        Operation longest,
        double longestSeconds,
        List<Operation> errors,
        Map<Why, Long> repeats,
        long moves,
        double slowestCallback,
        Map<String, Long> counts,
        String replay) {

    private static final int REQUEST_OVER = -10;

    /** What is known of the run beside its evidence; times by the test's clock. */
    record Facts(long struck, long counted, double slowestCallback, String replay) {}

    static Outcome of(Evidence evidence, Facts facts) {
        Operation longest =
                evidence.operations().stream()
                        .filter(o -> o.ended() >= facts.counted())
                        .max(Comparator.comparingLong(o -> o.waitedNanos(facts.counted())))
                        .orElseThrow();
        return new Outcome(
                HistoryChecker.check(evidence),
                longest,
                longest.waitedNanos(facts.counted()) / 1e9,
                evidence.operations().stream()
                        .filter(Operation::isVisibleError)
                        .filter(o -> !isWordTooLate(o, evidence.dump()))
                        .toList(),
                whys(evidence, facts.struck()),
                moves(evidence, facts.struck()),
                facts.slowestCallback(),
                counts(evidence),
                facts.replay());
    }

    /** What was said while waiting, to a request whose time to wait was over by then. */
    private static boolean isWordTooLate(Operation o, Dump dump) {
        return o.kind() == Kind.SAY
                && o.number() == 0
                && o.answer() == REQUEST_OVER
                && dump.requests().stream()
                        .filter(request -> request.client().equals(o.client()))
                        .filter(request -> request.createdAt() <= o.invoked())
                        .max(Comparator.comparingLong(Dump.Request::createdAt))
                        .filter(request -> request.status().equals("TIMEOUT"))
                        .filter(request -> request.endedAt() <= o.ended())
                        .isPresent();
    }

    private static Map<String, Long> counts(Evidence evidence) {
        Map<String, Long> counts =
                evidence.operations().stream()
                        .collect(
                                Collectors.groupingBy(
                                        o -> o.kind() + " " + o.outcome(),
                                        TreeMap::new,
                                        Collectors.counting()));
        evidence.dump().requests().stream()
                .map(request -> "request " + request.status())
                .forEach(each -> counts.merge(each, 1L, Long::sum));
        counts.put("callbacks", (long) evidence.arrivals().size());
        counts.put("pushes", (long) evidence.screens().pushes().size());
        counts.put("had to be shown", HistoryChecker.countDuties(evidence));
        counts.put("shown to nobody", HistoryChecker.countGaps(evidence));
        counts.put("offers taken", (long) evidence.dump().takenOffers().size());
        return counts;
    }

    /** Of the operations that ended after the fault. */
    private static Map<Why, Long> whys(Evidence evidence, long struck) {
        return evidence.operations().stream()
                .filter(o -> o.ended() >= struck)
                .flatMap(o -> o.repeats().stream())
                .collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static long moves(Evidence evidence, long struck) {
        Map<Integer, Long> before =
                evidence.samples().stream()
                        .filter(sample -> sample.nanos() < struck)
                        .reduce((_, last) -> last)
                        .map(Outcome::epochs)
                        .orElse(Map.of());
        Map<Integer, Long> after = epochs(evidence.samples().getLast());
        return before.entrySet().stream()
                .filter(each -> !each.getValue().equals(after.get(each.getKey())))
                .count();
    }

    private static Map<Integer, Long> epochs(Sample sample) {
        return sample.shards().stream().collect(Collectors.toMap(Owned::shard, Owned::epoch));
    }

    /** How often what visitors and agents may not notice made them ask again. */
    long count(Why why) {
        return repeats.getOrDefault(why, 0L);
    }

    Kind longestKind() {
        return longest.kind();
    }

    @Override
    public String toString() {
        return ("longest wait %.2f s (%s), repeats %s, %d errors %s, %d shards moved,"
                        + " slowest callback %.1f s, %s, violations %s; again: %s")
                .formatted(
                        longestSeconds,
                        longest,
                        repeats,
                        errors.size(),
                        errors.stream().limit(5).toList(),
                        moves,
                        slowestCallback,
                        counts,
                        violations.stream().limit(20).toList(),
                        replay);
    }
}
