package dev.deskbus.bench;

import dev.deskbus.bench.load.Meter;
import dev.deskbus.bench.load.Meter.Measuring;
import dev.deskbus.bench.load.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures several subjects in turns, A B A B, so that what the machine does hits all alike. */
final class Rounds {
    private final Meter meter;
    private final Map<String, Subject> subjects = new LinkedHashMap<>();

    private record Subject(List<ProcessHandle> servers, Measuring measuring) {}

    Rounds(Meter meter) {
        this.meter = meter;
    }

    /** One more subject, with the processes whose work counts as the server's. */
    Rounds with(String name, List<ProcessHandle> servers, Measuring measuring) {
        subjects.put(name, new Subject(servers, measuring));
        return this;
    }

    /** All rounds of each. */
    Map<String, List<Sample>> run(int count) throws Exception {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < count; round++) {
            for (Map.Entry<String, Subject> each : subjects.entrySet()) {
                Subject subject = each.getValue();
                samples.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(meter.around(subject.servers(), subject.measuring()));
            }
        }
        return samples;
    }
}
