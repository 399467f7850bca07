package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Event;
import dev.deskbus.faults.Dump.Slot;
import dev.deskbus.faults.Operation.Kind;
import dev.deskbus.faults.Operation.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who talks to whom. I7: no agent has more sessions than its capacity, and no session two agents,
 * at any moment. I13: whoever was told that it has the client has it, and nobody else.
 */
final class AgentChecks {
    private final Evidence evidence;
    private final Map<Long, List<Event>> bySession;
    private final Map<Long, String> clients = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();

    private AgentChecks(Evidence evidence) {
        this.evidence = evidence;
        this.bySession =
                evidence.dump().events().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Event::session, TreeMap::new, Collectors.toList()));
        evidence.dump().sessions().forEach(s -> clients.put(s.id(), s.client()));
    }

    static List<Violation> of(Evidence evidence) {
        AgentChecks checks = new AgentChecks(evidence);
        checks.nobodyHasTooMany();
        checks.slotsAreTakenOnce();
        checks.closedSessionsHoldNoSlot();
        checks.acceptsAreTrue();
        return checks.found;
    }

    /** A talk of an agent begins or ends. */
    private record Turn(long at, String agent, int change) {}

    private void nobodyHasTooMany() {
        List<Turn> turns = new ArrayList<>();
        bySession.forEach((session, events) -> addTurns(session, events, turns));
        turns.sort(Comparator.comparingLong(Turn::at).thenComparingInt(Turn::change));
        Map<String, Integer> talks = new HashMap<>();
        for (Turn turn : turns) {
            int now = talks.merge(turn.agent(), turn.change(), Integer::sum);
            int most = evidence.dump().capacities().getOrDefault(turn.agent(), 0);
            if (now > most) {
                add("I7", turn.agent() + " has " + now + " sessions of " + most);
            }
        }
    }

    private void addTurns(long session, List<Event> events, List<Turn> turns) {
        String here = "";
        for (Event event : events) {
            switch (event.kind()) {
                case "AgentJoined" -> {
                    if (!here.isEmpty()) {
                        add("I7", "session " + session + " has " + here + " and " + event.agent());
                    }
                    here = event.agent();
                    turns.add(new Turn(event.storedAt(), here, 1));
                }
                case "AgentLeft", "Closed" -> {
                    if (!here.isEmpty()) {
                        turns.add(new Turn(event.storedAt(), here, -1));
                    }
                    here = "";
                }
                default -> {}
            }
        }
    }

    private void slotsAreTakenOnce() {
        for (Sample sample : evidence.samples()) {
            Map<Long, List<Slot>> taken =
                    sample.slots().stream()
                            .filter(slot -> slot.session() != 0)
                            .collect(Collectors.groupingBy(Slot::session));
            taken.values().stream()
                    .filter(slots -> slots.size() > 1)
                    .forEach(slots -> add("I7", "one session in several slots: " + slots));
            sample.slots().stream()
                    .filter(slot -> slot.session() != 0 && slot.number() > capacity(slot))
                    .forEach(slot -> add("I7", "above the capacity: " + slot));
        }
    }

    private int capacity(Slot slot) {
        return evidence.dump().capacities().getOrDefault(slot.agent(), 0);
    }

    /** And an open one holds the slot of its agent. */
    private void closedSessionsHoldNoSlot() {
        Set<Long> open =
                evidence.dump().sessions().stream()
                        .filter(session -> session.state().equals("Open"))
                        .map(Dump.Session::id)
                        .collect(Collectors.toSet());
        Set<Long> held =
                evidence.dump().slots().stream()
                        .map(Slot::session)
                        .filter(session -> session != 0)
                        .collect(Collectors.toSet());
        held.stream()
                .filter(session -> !open.contains(session))
                .forEach(session -> add("I7", "session is over and holds a slot: " + session));
        open.stream()
                .filter(session -> !held.contains(session))
                .forEach(session -> add("I7", "session is open and holds no slot: " + session));
    }

    private void acceptsAreTrue() {
        Set<String> pairs =
                evidence.dump().events().stream()
                        .filter(event -> event.kind().equals("AgentJoined"))
                        .map(event -> event.agent() + " " + clients.get(event.session()))
                        .collect(Collectors.toSet());
        for (Operation operation : evidence.operations()) {
            if (operation.kind() == Kind.CONNECT
                    && operation.outcome() == Outcome.OK
                    && !pairs.contains(operation.caller() + " " + operation.client())) {
                add("I13", "was told that it has the client, and has not: " + operation);
            }
        }
        for (Dump.Request request : evidence.dump().requests()) {
            List<Event> events = bySession.getOrDefault(request.session(), List.of());
            if (!events.isEmpty() && !events.getFirst().agent().equals(request.agent())) {
                add("I13", "another agent than the request says: " + request);
            }
        }
    }

    private void add(String invariant, String detail) {
        found.add(new Violation(invariant, detail));
    }
}
