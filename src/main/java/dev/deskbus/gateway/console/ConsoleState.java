package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.ConsoleEvent;
import java.util.ArrayList;
import java.util.List;

/** Where a console stands. */
sealed interface ConsoleState {
    /** Not logged in. */
    record Outside() implements ConsoleState {}

    /** Logging in; what happens meanwhile is held. */
    record Entering(Held held) implements ConsoleState {
        Welcomed toWelcomed(Seated seated) {
            return new Welcomed(seated, held);
        }
    }

    /** Logged in, the reply not yet sent: pushes come after it. */
    record Welcomed(Seated seated, Held held) implements ConsoleState {}

    /** Logged in. */
    record Seated(Seat seat, Show show) implements ConsoleState {}

    /** Nothing is sent or heard any more. */
    record Gone() implements ConsoleState {}

    /** Events for later, a bounded number: they are hints. */
    final class Held {
        private static final int MOST = 256;

        private final List<ConsoleEvent> events = new ArrayList<>();

        void add(ConsoleEvent event) {
            if (events.size() < MOST) {
                events.add(event);
            }
        }

        List<ConsoleEvent> events() {
            return List.copyOf(events);
        }
    }
}
