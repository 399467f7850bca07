package dev.deskbus.actor.callback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * The places at each receiver, and the line before them. Not thread-safe.
 *
 * @param <T> what waits for a place
 */
final class Receivers<T> {
    private final int places;
    private final int longestLine;
    private final Map<String, Receiver<T>> byName = new HashMap<>();
    private int parked;

    Receivers(int places, int longestLine) {
        this.places = places;
        this.longestLine = longestLine;
    }

    /** Whether it may go, must wait for {@link #leave}, or cannot even wait. */
    enum Admission {
        ADMITTED,
        PARKED,
        FULL
    }

    /** Gives {@code item} a place at the receiver, or puts it in line. */
    Admission admit(String name, T item) {
        if (tryEnter(name)) {
            return Admission.ADMITTED;
        }
        Receiver<T> receiver = receiver(name);
        if (receiver.line.size() >= longestLine) {
            return Admission.FULL;
        }
        receiver.line.add(item);
        parked++;
        return Admission.PARKED;
    }

    /** Takes a place if there is one; never waits. */
    boolean tryEnter(String name) {
        Receiver<T> receiver = receiver(name);
        if (receiver.taken >= places) {
            return false;
        }
        receiver.taken++;
        return true;
    }

    /** Leaves a place; who is first in line, if anybody, has it now. */
    Optional<T> leave(String name) {
        Receiver<T> receiver = receiver(name);
        T next = receiver.line.poll();
        if (next != null) {
            parked--;
            return Optional.of(next);
        }
        receiver.taken--;
        if (receiver.taken == 0) {
            byName.remove(name);
        }
        return Optional.empty();
    }

    /** Takes those out of the lines. */
    List<T> dismiss(Predicate<T> which) {
        List<T> dismissed = new ArrayList<>();
        for (Receiver<T> receiver : byName.values()) {
            receiver.line.stream().filter(which).forEach(dismissed::add);
            receiver.line.removeIf(which);
        }
        parked -= dismissed.size();
        return dismissed;
    }

    /** How many wait in lines. */
    int parked() {
        return parked;
    }

    private Receiver<T> receiver(String name) {
        return byName.computeIfAbsent(name, _ -> new Receiver<>());
    }

    private static final class Receiver<T> {
        private final Queue<T> line = new ArrayDeque<>();
        private int taken;
    }
}
