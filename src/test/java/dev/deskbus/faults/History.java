package dev.deskbus.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes down what happens, from many threads, in the order in which it becomes known. */
final class History {
    private static final long AT_ONCE = Duration.ofMillis(500).toNanos();

    private final List<Operation> operations = Collections.synchronizedList(new ArrayList<>());
    private final List<Push> pushes = Collections.synchronizedList(new ArrayList<>());
    private final List<Sitting> sittings = Collections.synchronizedList(new ArrayList<>());
    private final List<Listing> listings = Collections.synchronizedList(new ArrayList<>());
    private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
    private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());

    void add(Operation operation) {
        operations.add(operation);
    }

    void add(Push push) {
        pushes.add(push);
    }

    void add(Sitting sitting) {
        sittings.add(sitting);
    }

    void add(Listing listing) {
        listings.add(listing);
    }

    void add(Arrival arrival) {
        arrivals.add(arrival);
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    int acknowledged(Operation.Kind kind) {
        return (int)
                copy(operations).stream()
                        .filter(o -> o.kind() == kind && o.outcome() == Operation.Outcome.OK)
                        .count();
    }

    /** Operations that were not served at once, in seconds from that moment. */
    List<String> slow(long from) {
        return copy(operations).stream()
                .filter(o -> !o.repeats().isEmpty() || o.ended() - o.invoked() > AT_ONCE)
                .map(
                        o ->
                                "%8.2f %8.2f %s %s %s %d %s %s"
                                        .formatted(
                                                (o.invoked() - from) / 1e9,
                                                (o.ended() - from) / 1e9,
                                                o.kind(),
                                                o.caller(),
                                                o.outcome(),
                                                o.number(),
                                                o.text(),
                                                o.repeats()))
                .toList();
    }

    /** Whether so many operations, the last ones, were all served at once and at the first try. */
    boolean isSteady(int count) {
        List<Operation> all = copy(operations);
        return all.size() >= count
                && all.subList(all.size() - count, all.size()).stream()
                        .allMatch(o -> o.repeats().isEmpty() && o.ended() - o.invoked() < AT_ONCE);
    }

    Evidence with(Dump dump, Duration lateness) {
        return new Evidence(
                copy(operations),
                new Evidence.Screens(copy(sittings), copy(pushes), copy(listings)),
                copy(arrivals),
                copy(samples),
                dump,
                lateness.toNanos());
    }

    private static <T> List<T> copy(List<T> list) {
        synchronized (list) {
            return List.copyOf(list);
        }
    }
}
