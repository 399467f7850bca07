package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * I4, for the list of those who wait in the queue from which agents pick: a console is shown
 * whoever waits for long, not again for nothing, not when that is over, and that somebody else took
 * him. A push says for which request it is, so a late one for a client's last request is not taken
 * for one of its next.
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
        evidence.screens().listings().stream()
                .filter(listing -> listing.request() == 0)
                .forEach(listing -> checks.add("for which request: " + listing));
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
        List<Listing> seen = all.stream().filter(l -> l.request() == request.id()).toList();
        List<Listing> shown = seen.stream().filter(l -> !l.gone()).toList();
        if (shown.isEmpty()) {
            long due = request.createdAt() + REPAIRED_NANOS;
            if (due < Math.min(request.endedAt(), sitting.until())) {
                add("waits for long and is not shown: ", sitting, request);
            }
            return;
        }
        if (shown.stream().skip(1).anyMatch(l -> l.words() == 0)) {
            add("shown again for nothing, as " + seen + ": ", sitting, request);
        }
        if (seen.stream().dropWhile(l -> !l.gone()).anyMatch(l -> !l.gone())) {
            add("shown after its end was, as " + seen + ": ", sitting, request);
        }
        Listing last = shown.getLast();
        if (last.nanos() > request.endedAt() + REPAIRED_NANOS + evidence.lateness()) {
            add("shown long after its end, as " + seen + ": ", sitting, request);
        }
        if (isTakenByAnother(sitting, request)
                && sitting.covers(Math.max(request.endedAt(), last.nanos()), REPAIRED_NANOS)
                && !seen.getLast().gone()) {
            add("taken by another and still on the screen: ", sitting, request);
        }
    }

    private static boolean isTakenByAnother(Sitting sitting, Request request) {
        return request.status().equals("ACCEPTED") && !request.agent().equals(sitting.agent());
    }

    private void add(String what, Sitting sitting, Request request) {
        add(what + request + ", " + sitting);
    }

    private void add(String detail) {
        found.add(new Violation("I4", detail));
    }
}
