package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Event;
import dev.deskbus.faults.Operation.Kind;
import dev.deskbus.faults.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The log of each session. I1: what was acknowledged is there. I2, I6: everything is there once, or
 * not at all. I3: numbers are dense, and whatever was acknowledged before something else was said
 * stands before it. I8: it begins with an agent and nothing follows its end.
 */
final class LogChecks {
    private final Evidence evidence;
    private final Map<String, List<Event>> byText;
    private final Map<Long, List<Event>> bySession;
    private final List<Violation> found = new ArrayList<>();

    private LogChecks(Evidence evidence) {
        this.evidence = evidence;
        this.byText =
                evidence.dump().events().stream()
                        .filter(event -> event.kind().equals("Said"))
                        .collect(Collectors.groupingBy(Event::text));
        this.bySession =
                evidence.dump().events().stream().collect(Collectors.groupingBy(Event::session));
    }

    static List<Violation> of(Evidence evidence) {
        LogChecks checks = new LogChecks(evidence);
        checks.acknowledgedIsThere();
        checks.closedIsClosed();
        checks.everythingAtMostOnce();
        checks.refusedIsNotThere();
        checks.bySession.forEach(checks::numbersAreDense);
        checks.bySession.forEach(checks::stepsAreLegal);
        checks.sessionsEndWithTheirLog();
        checks.orderIsThatOfCallers();
        return checks.found;
    }

    private void acknowledgedIsThere() {
        for (Operation said : said(Outcome.OK)) {
            List<Event> events = byText.getOrDefault(said.text(), List.of());
            if (events.isEmpty() && !isUnheard(said)) {
                add("I1", "acknowledged and not in the log: " + said);
            } else if (!events.isEmpty()
                    && said.number() != 0
                    && events.getFirst().session() != said.number()) {
                add("I1", "stands in another session: " + said);
            }
        }
    }

    private void closedIsClosed() {
        for (Operation closed : evidence.operations()) {
            if (closed.kind() == Kind.CLOSE
                    && closed.outcome() == Outcome.OK
                    && !isClosed(closed.number())) {
                add("I1", "acknowledged and not closed: " + closed);
            }
        }
    }

    /** It was said to a queue that nobody came from: it stands there. */
    private boolean isUnheard(Operation said) {
        return said.number() == 0 && evidence.dump().unheard().contains(said.text());
    }

    private void everythingAtMostOnce() {
        byText.forEach(
                (text, events) -> {
                    if (events.size() > 1) {
                        add("I2", "stands " + events.size() + " times in the log: " + text);
                    }
                });
    }

    private void refusedIsNotThere() {
        for (Operation said : said(Outcome.REFUSED)) {
            if (byText.containsKey(said.text())) {
                add("I6", "refused and yet in the log: " + said);
            }
        }
    }

    private void numbersAreDense(long session, List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).seq() != i + 1) {
                add("I3", "session " + session + " has no number " + (i + 1));
                return;
            }
        }
    }

    private void stepsAreLegal(long session, List<Event> events) {
        if (!events.getFirst().kind().equals("AgentJoined")) {
            add("I8", "session " + session + " does not begin with an agent");
        }
        for (Event event : events.subList(0, events.size() - 1)) {
            if (event.kind().equals("Closed")) {
                add("I8", "session " + session + " goes on after its end");
            }
        }
    }

    private void sessionsEndWithTheirLog() {
        for (Dump.Session session : evidence.dump().sessions()) {
            if (session.state().equals("Closed") != isClosed(session.id())) {
                add("I8", "session " + session.id() + " is " + session.state() + ", its log not");
            }
        }
    }

    private boolean isClosed(long session) {
        List<Event> events = bySession.getOrDefault(session, List.of());
        return !events.isEmpty() && events.getLast().kind().equals("Closed");
    }

    private void orderIsThatOfCallers() {
        Map<Long, List<Operation>> bySession =
                said(Outcome.OK).stream()
                        .filter(said -> byText.containsKey(said.text()))
                        .collect(Collectors.groupingBy(said -> event(said).session()));
        bySession.values().forEach(this::orderIsThatOfCallers);
    }

    private void orderIsThatOfCallers(List<Operation> operations) {
        for (Operation first : operations) {
            for (Operation second : operations) {
                if (first.ended() < second.invoked() && event(first).seq() >= event(second).seq()) {
                    add("I3", "acknowledged before and stands after: " + first + ", " + second);
                }
            }
        }
    }

    private Event event(Operation said) {
        return byText.get(said.text()).getFirst();
    }

    private List<Operation> said(Outcome outcome) {
        return evidence.operations().stream()
                .filter(o -> o.kind() == Kind.SAY || o.kind() == Kind.REPLY)
                .filter(o -> o.outcome() == outcome)
                .toList();
    }

    private void add(String invariant, String detail) {
        found.add(new Violation(invariant, detail));
    }
}
