package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Request;
import dev.deskbus.faults.Dump.TakenOffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the clock decides, whoever owns the queue by then. I9: nobody waits beyond its time, and
 * nobody is told that it did before. I13: an offer is taken once, by the agent that was asked,
 * never after its time.
 */
final class DeadlineChecks {
    private static final long GRACE_NANOS = Duration.ofSeconds(2).toNanos();

    /** Times were converted from one clock to another. */
    private static final long PRECISION_NANOS = Duration.ofMillis(20).toNanos();

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();

    private DeadlineChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Violation> of(Evidence evidence) {
        DeadlineChecks checks = new DeadlineChecks(evidence);
        evidence.dump().requests().stream()
                .filter(request -> request.expiresAt() != 0 && request.endedAt() != 0)
                .forEach(checks::look);
        checks.offersAreTakenInTime();
        return checks.found;
    }

    private void look(Request request) {
        boolean timedOut = request.status().equals("TIMEOUT");
        if (timedOut && request.endedAt() < request.expiresAt() - PRECISION_NANOS) {
            add("I9", "timed out before its time: " + request);
        }
        if (request.endedAt() > request.expiresAt() + GRACE_NANOS + evidence.lateness()) {
            add("I9", "waited beyond its time: " + request);
        }
    }

    private void offersAreTakenInTime() {
        Set<Long> taken = new HashSet<>();
        for (TakenOffer offer : evidence.dump().takenOffers()) {
            if (!offer.asked().equals(offer.taker())) {
                add("I13", "taken by another than was asked: " + offer);
            }
            if (offer.takenAt() > offer.expiresAt()) {
                add("I13", "taken after its time: " + offer);
            }
            if (!taken.add(offer.number())) {
                add("I13", "taken twice: " + offer);
            }
        }
    }

    private void add(String invariant, String detail) {
        found.add(new Violation(invariant, detail));
    }
}
