package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Outgoing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Callbacks. I10: in a client's lane first deliveries come in order; whatever is repeated carries
 * the same id and body and a higher attempt. I11: what was delivered is in the log, and what is in
 * the log is delivered, or kept as dead.
 */
final class CallbackChecks {
    private final List<Outgoing> table;
    private final List<Arrival> arrivals;
    private final Evidence evidence;
    private final List<Violation> found = new ArrayList<>();

    private CallbackChecks(Evidence evidence) {
        this.evidence = evidence;
        this.table = evidence.dump().callbacks();
        this.arrivals =
                evidence.arrivals().stream()
                        .filter(arrival -> arrival.delivery() != 0)
                        .sorted(Comparator.comparingLong(Arrival::at))
                        .toList();
    }

    static List<Violation> of(Evidence evidence) {
        CallbackChecks checks = new CallbackChecks(evidence);
        checks.firstDeliveriesAreInOrder();
        checks.repeatsAreKnownAsSuch();
        checks.tableAndArrivalsAgree();
        checks.logAndTableAgree();
        return checks.found;
    }

    private void firstDeliveriesAreInOrder() {
        Map<String, Long> last = new HashMap<>();
        Set<Long> seen = new HashSet<>();
        for (Arrival arrival : arrivals) {
            if (seen.add(arrival.delivery())) {
                Long before = last.put(arrival.client(), arrival.delivery());
                if (before != null && before > arrival.delivery()) {
                    add("I10", "came after " + before + ": " + arrival);
                }
            }
        }
    }

    private void repeatsAreKnownAsSuch() {
        Map<Long, String> bodies = new HashMap<>();
        Map<Long, Set<Integer>> attempts = new HashMap<>();
        Map<Long, Integer> latest = new HashMap<>();
        for (Arrival arrival : arrivals) {
            String body = bodies.putIfAbsent(arrival.delivery(), arrival.body());
            if (body != null && !body.equals(arrival.body())) {
                add("I10", "another body than before: " + arrival);
            }
            if (!attempts.computeIfAbsent(arrival.delivery(), _ -> new HashSet<>())
                    .add(arrival.attempt())) {
                add("I10", "the same attempt twice: " + arrival);
            }
            int before = latest.merge(arrival.delivery(), arrival.attempt(), Math::max);
            if (arrival.attempt() < before) {
                add("I10", "came after attempt " + before + ": " + arrival);
            }
        }
    }

    private void tableAndArrivalsAgree() {
        Map<Long, List<Arrival>> byDelivery =
                arrivals.stream().collect(Collectors.groupingBy(Arrival::delivery));
        Map<Long, Outgoing> rows = new HashMap<>();
        for (Outgoing row : table) {
            rows.put(row.n(), row);
            if (row.state().equals("WAITING")) {
                add("I11", "not delivered: " + row);
            } else if (row.state().equals("TAKEN")
                    && byDelivery.getOrDefault(row.n(), List.of()).stream()
                            .noneMatch(arrival -> arrival.status() == 200)) {
                add("I11", "never came: " + row);
            }
        }
        for (Arrival arrival : arrivals) {
            Outgoing row = rows.get(arrival.delivery());
            if (row == null || !row.lane().equals(arrival.client())) {
                add("I11", "came and is not in the outbox: " + arrival);
            } else if (arrival.attempt() > row.attempt()) {
                add("I11", "a later attempt than the outbox knows: " + arrival + ", " + row);
            }
        }
    }

    /** What the log wants to be told. */
    private Set<String> expected() {
        Set<String> expected = new HashSet<>();
        evidence.dump().events().stream()
                .filter(e -> e.kind().equals("Said") && e.sender().startsWith("agent:"))
                .forEach(e -> expected.add("MessageSent " + e.session() + " " + e.seq()));
        for (Dump.Session session : evidence.dump().sessions()) {
            expected.add("SessionStarted " + session.id());
            if (session.state().equals("Closed") && !session.closedByClient()) {
                expected.add("SessionClosed " + session.id());
            }
        }
        return expected;
    }

    private void logAndTableAgree() {
        Set<String> expected = expected();
        Set<String> there = new HashSet<>();
        for (Outgoing row : table) {
            if (row.kind().equals("RequestStatusChanged") || row.kind().equals("AgentsChanged")) {
                continue;
            }
            String key = row.kind() + " " + row.session() + (row.seq() == 0 ? "" : " " + row.seq());
            if (!there.add(key)) {
                add("I11", "twice in the outbox: " + row);
            }
            if (!expected.contains(key)) {
                add("I11", "in the outbox and not in the log: " + row);
            }
        }
        expected.stream()
                .filter(key -> !there.contains(key))
                .forEach(key -> add("I11", "in the log and not in the outbox: " + key));
    }

    private void add(String invariant, String detail) {
        found.add(new Violation(invariant, detail));
    }
}
