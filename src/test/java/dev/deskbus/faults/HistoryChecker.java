package dev.deskbus.faults;

import java.util.List;
import java.util.stream.Stream;

/**
 * Compares what callers were told with what stands in the database: every difference between the
 * two is a violation of one of the invariants I1 to I13 (docs/reliability.md). Pure.
 */
final class HistoryChecker {
    private HistoryChecker() {}

    /** Every violation; empty when all promises were kept. */
    static List<Violation> check(Evidence evidence) {
        return Stream.of(
                        LogChecks.of(evidence),
                        OwnershipChecks.of(evidence),
                        AgentChecks.of(evidence),
                        QueueChecks.of(evidence),
                        DeadlineChecks.of(evidence),
                        CallbackChecks.of(evidence),
                        PushChecks.of(evidence),
                        ListingChecks.of(evidence))
                .flatMap(List::stream)
                .toList();
    }

    /** How many words some console had to be shown. */
    static long countDuties(Evidence evidence) {
        return PushChecks.duties(evidence).size();
    }

    /** How many words of clients no console was ever shown by a push. */
    static long countGaps(Evidence evidence) {
        return PushChecks.countGaps(evidence);
    }
}
