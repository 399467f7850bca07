package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Event;
import dev.deskbus.faults.Dump.Request;
import dev.deskbus.faults.Operation.Kind;
import dev.deskbus.faults.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The waiting lines. I8: a request that has ended stays as it ended. I9: every request ends, once,
 * and the accepted ones in a session of their own; the automatic queue serves in its order.
 */
final class QueueChecks {
    private static final String WAITING = "WAITING";
    private static final String ACCEPTED = "ACCEPTED";

    /** Queue 1 of the demo directory: whom nobody picks must not pass those before. */
    private static final long AUTOMATIC = 1;

    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();

    private QueueChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Violation> of(Evidence evidence) {
        QueueChecks checks = new QueueChecks(evidence);
        checks.endedStaysEnded();
        checks.everyRequestEnds();
        checks.enqueuedIsThere();
        checks.nobodyIsPassed();
        return checks.found;
    }

    private void endedStaysEnded() {
        Map<Long, String> last = new HashMap<>();
        for (Sample sample : evidence.samples()) {
            sample.requestStates().forEach((id, state) -> step(last, id, state));
        }
        evidence.dump().requests().forEach(request -> step(last, request.id(), request.status()));
    }

    private void step(Map<Long, String> last, long id, String state) {
        String before = last.put(id, state);
        if (before != null && !before.equals(WAITING) && !before.equals(state)) {
            add("I8", "request " + id + " went from " + before + " to " + state);
        }
    }

    private void everyRequestEnds() {
        Map<Long, Dump.Session> sessions = new HashMap<>();
        evidence.dump().sessions().forEach(session -> sessions.put(session.request(), session));
        for (Request request : evidence.dump().requests()) {
            Dump.Session session = sessions.get(request.id());
            if (request.status().equals(WAITING)) {
                add("I9", "still waiting: " + request);
            } else if (request.status().equals(ACCEPTED) != (session != null)) {
                add("I9", "its session: " + session + ": " + request);
            } else if (session != null && session.id() != request.session()) {
                add("I9", "two sessions: " + session + ", " + request);
            }
        }
    }

    private void enqueuedIsThere() {
        Set<Long> ids =
                evidence.dump().requests().stream().map(Request::id).collect(Collectors.toSet());
        evidence.operations().stream()
                .filter(o -> o.kind() == Kind.ENQUEUE && o.outcome() == Outcome.OK)
                .filter(o -> o.number() != 0 && !ids.contains(o.number()))
                .forEach(o -> add("I9", "acknowledged and not there: " + o));
    }

    private void nobodyIsPassed() {
        Map<Long, Long> begun = new HashMap<>();
        for (Event event : evidence.dump().events()) {
            if (event.seq() == 1) {
                begun.put(event.session(), event.storedAt());
            }
        }
        List<Request> line =
                evidence.dump().requests().stream()
                        .filter(r -> r.queue() == AUTOMATIC && begun.containsKey(r.session()))
                        .sorted(Comparator.comparingLong(Request::order))
                        .toList();
        long latest = 0;
        for (Request request : line) {
            long at = begun.get(request.session());
            if (at < latest && !isPicked(request)) {
                add("I9", "went before one that was earlier in the line: " + request);
            }
            latest = Math.max(latest, at);
        }
    }

    private boolean isPicked(Request request) {
        return evidence.operations().stream()
                .filter(o -> o.kind() == Kind.CONNECT && o.outcome() != Outcome.REFUSED)
                .anyMatch(
                        o ->
                                o.caller().equals(request.agent())
                                        && o.client().equals(request.client()));
    }

    private void add(String invariant, String detail) {
        found.add(new Violation(invariant, detail));
    }
}
