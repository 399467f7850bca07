package dev.deskbus.faults;

import dev.deskbus.faults.Dump.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** I4: what a console is shown stands in the log, and comes in its order, repeats left out. */
final class PushChecks {
    private PushChecks() {}

    static List<Violation> of(Evidence evidence) {
        Map<String, Event> events = ofClients(evidence);
        List<Violation> found = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Push push : evidence.pushes()) {
            Event event = events.get(push.text());
            if (event == null || !event.sender().equals("client:" + push.client())) {
                found.add(new Violation("I4", "shown and not in the log: " + push));
            } else if (seen.add(push.console() + " " + push.text())) {
                Long before = last.put(push.console() + " " + push.client(), event.id());
                if (before != null && before > event.id()) {
                    found.add(new Violation("I4", "shown too late: " + push));
                }
            }
        }
        return found;
    }

    static long countGaps(Evidence evidence) {
        Set<String> shown = evidence.pushes().stream().map(Push::text).collect(Collectors.toSet());
        return ofClients(evidence).keySet().stream().filter(text -> !shown.contains(text)).count();
    }

    private static Map<String, Event> ofClients(Evidence evidence) {
        return evidence.dump().events().stream()
                .filter(e -> e.kind().equals("Said") && e.sender().startsWith("client:"))
                .collect(Collectors.toMap(Event::text, e -> e, (first, _) -> first));
    }
}
