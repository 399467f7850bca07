package dev.deskbus.faults;

import java.util.List;

/**
 * Everything that is known of one run when it is over; all times by the monotonic clock of the
 * test.
 *
 * @param lateness how much the fault may delay what the nodes do by the clock
 */
record Evidence(
        List<Operation> operations,
        Screens screens,
        List<Arrival> arrivals,
        List<Sample> samples,
        Dump dump,
        long lateness) {
    Evidence {
        operations = List.copyOf(operations);
        arrivals = List.copyOf(arrivals);
        samples = List.copyOf(samples);
    }

    /** What consoles showed. */
    record Screens(List<Sitting> sittings, List<Push> pushes, List<Listing> listings) {
        Screens {
            sittings = List.copyOf(sittings);
            pushes = List.copyOf(pushes);
            listings = List.copyOf(listings);
        }
    }
}
