package dev.deskbus.actor.session;

import dev.deskbus.domain.callback.Outbox;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written beside the events of a session. */
final class Consequences {
    private Consequences() {}

    /** What third parties are told of them. */
    static List<OutboxEntry> callbacks(SessionState state, List<SessionEvent> events) {
        List<OutboxEntry> callbacks = new ArrayList<>();
        SessionState before = state;
        for (int i = 0; i < events.size(); i++) {
            before = i == 0 ? state : Session.evolve(before, events.get(i - 1));
            callbacks.addAll(Outbox.of(before, events.get(i)));
        }
        return callbacks;
    }

    /** Should this node end before the robot answers, the clock brings the session back. */
    static @Nullable Instant askAgainAt(
            SessionState state, List<SessionEvent> events, Instant now) {
        if (state.facts().kind() != SessionKind.ROBOT) {
            return null;
        }
        SessionState after = state;
        for (SessionEvent event : events) {
            after = Session.evolve(after, event);
        }
        boolean isAskedMore =
                state instanceof Open before
                        && after instanceof Open open
                        && open.asked().size() > before.asked().size();
        return isAskedMore ? Session.askAgainAt(after, now).orElse(null) : null;
    }
}
