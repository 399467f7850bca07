package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * I4: what a console is shown stands in the log, comes in its order and once; and whatever was said
 * to its agent while it was there, and long enough before it went, it was shown.
 */
final class PushChecks {
    /** The rounds that repair come every ten seconds, and the database has its time to answer. */
    static final long REPAIRED_NANOS = Duration.ofSeconds(15).toNanos();

    private final Evidence evidence;
    private final Map<String, Event> words;
    private final Set<String> shown = new HashSet<>();
    private final List<Violation> found = new ArrayList<>();

    private PushChecks(Evidence evidence) {
        this.evidence = evidence;
        this.words =
                evidence.dump().events().stream()
                        .filter(e -> e.kind().equals("Said") && e.sender().startsWith("client:"))
                        .collect(Collectors.toMap(Event::text, e -> e, (first, _) -> first));
    }

    static List<Violation> of(Evidence evidence) {
        PushChecks checks = new PushChecks(evidence);
        checks.whatIsShownIsTrue();
        checks.nothingIsMissed();
        return checks.found;
    }

    private void whatIsShownIsTrue() {
        Map<String, Long> last = new HashMap<>();
        for (Push push : evidence.screens().pushes()) {
            Event event = words.get(push.text());
            if (event == null || !event.sender().equals("client:" + push.client())) {
                add("shown and not in the log: " + push);
            } else if (!shown.add(push.console() + " " + push.text())) {
                add("shown twice: " + push);
            } else {
                Long before = last.put(push.console() + " " + push.client(), event.id());
                if (before != null && before > event.id()) {
                    add("shown too late: " + push);
                }
            }
        }
    }

    private void nothingIsMissed() {
        duties(evidence).stream()
                .filter(duty -> !shown.contains(duty.console() + " " + duty.word().text()))
                .forEach(duty -> add("never shown: " + duty));
    }

    /** A word that a console must have been shown. */
    record Duty(String agent, int console, Event word) {}

    static List<Duty> duties(Evidence evidence) {
        Map<Long, String> agents = agents(evidence);
        Map<String, List<Event>> byAgent =
                evidence.dump().events().stream()
                        .filter(e -> e.kind().equals("Said") && e.sender().startsWith("client:"))
                        .filter(e -> agents.containsKey(e.session()))
                        .collect(Collectors.groupingBy(e -> agents.get(e.session())));
        List<Duty> duties = new ArrayList<>();
        for (Sitting sitting : evidence.screens().sittings()) {
            byAgent.getOrDefault(sitting.agent(), List.of()).stream()
                    .filter(word -> sitting.covers(word.storedAt(), REPAIRED_NANOS))
                    .forEach(
                            word -> duties.add(new Duty(sitting.agent(), sitting.console(), word)));
        }
        return duties;
    }

    /** Of the sessions that had one agent from their beginning to their end. */
    private static Map<Long, String> agents(Evidence evidence) {
        Map<Long, String> agents = new HashMap<>();
        Set<Long> several = new HashSet<>();
        for (Event event : evidence.dump().events()) {
            boolean comes = event.kind().equals("AgentJoined");
            if (event.kind().equals("AgentLeft")
                    || comes && agents.put(event.session(), event.agent()) != null) {
                several.add(event.session());
            }
        }
        several.forEach(agents::remove);
        return agents;
    }

    static long countGaps(Evidence evidence) {
        Set<String> shown =
                evidence.screens().pushes().stream().map(Push::text).collect(Collectors.toSet());
        return new PushChecks(evidence)
                .words.keySet().stream().filter(text -> !shown.contains(text)).count();
    }

    private void add(String detail) {
        found.add(new Violation("I4", detail));
    }
}
