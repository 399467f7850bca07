package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * I4, for the list of those who wait in the queue from which agents pick: a console is shown
 * whoever waits for long, not again for nothing, and that somebody else took him.
 */
final class ListingChecks {
    /** Queue 2 of the directory of the fault runs. */
    private static final long PICKED = 2;

    /** Hints count as lost when they are three seconds old, then comes the next round. */
    private static final long REPAIRED_NANOS = PushChecks.REPAIRED_NANOS + 3_000_000_000L;

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();

    private ListingChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Violation> of(Evidence evidence) {
        ListingChecks checks = new ListingChecks(evidence);
        for (Sitting sitting : evidence.screens().sittings()) {
            List<Listing> seen =
                    evidence.screens().listings().stream()
                            .filter(listing -> listing.console() == sitting.console())
                            .toList();
            evidence.dump().requests().stream()
                    .filter(r -> r.queue() == PICKED && r.endedAt() != 0)
                    .filter(r -> sitting.from() < r.createdAt())
                    .filter(r -> checks.serves(sitting))
                    .forEach(r -> checks.look(sitting, seen, r));
        }
        return checks.found;
    }

    private boolean serves(Sitting sitting) {
        return Load.PICKERS.contains(sitting.agent());
    }

    private void look(Sitting sitting, List<Listing> all, Request request) {
        List<Listing> seen = all.stream().filter(l -> l.client().equals(request.client())).toList();
        List<Listing> shown =
                seen.stream()
                        .filter(l -> !l.gone())
                        .filter(
                                l ->
                                        request.createdAt() <= l.nanos()
                                                && l.nanos() <= request.endedAt())
                        .toList();
        long due = request.createdAt() + REPAIRED_NANOS;
        if (shown.isEmpty() && due < Math.min(request.endedAt(), sitting.until())) {
            add("waits for long and is not shown: ", sitting, request);
        }
        if (shown.stream().skip(1).anyMatch(l -> l.words() == 0)) {
            add("shown again for nothing, as " + seen + ": ", sitting, request);
        }
        if (!shown.isEmpty()
                && isTakenByAnother(sitting, request)
                && sitting.covers(request.endedAt(), REPAIRED_NANOS)
                && seen.stream()
                        .noneMatch(l -> l.gone() && l.nanos() >= shown.getFirst().nanos())) {
            add("taken by another and still on the screen: ", sitting, request);
        }
    }

    private static boolean isTakenByAnother(Sitting sitting, Request request) {
        return request.status().equals("ACCEPTED") && !request.agent().equals(sitting.agent());
    }

    private void add(String what, Sitting sitting, Request request) {
        found.add(new Violation("I4", what + request + ", " + sitting));
    }
}
