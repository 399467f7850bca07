package dev.deskbus.faults;

import java.util.List;

/** Everything that is known of one run when it is over. */
record Evidence(
        List<Operation> operations,
        List<Push> pushes,
        List<Arrival> arrivals,
        List<Sample> samples,
        Dump dump) {
    Evidence {
        operations = List.copyOf(operations);
        pushes = List.copyOf(pushes);
        arrivals = List.copyOf(arrivals);
        samples = List.copyOf(samples);
    }
}
