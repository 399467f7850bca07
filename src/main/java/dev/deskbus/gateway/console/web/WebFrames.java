package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.gateway.console.Following;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.SessionFrames;
import dev.deskbus.port.ConversationViews;
import io.vertx.core.Future;
import java.util.List;

/**
 * Sessions as browser consoles see them: every word with its number, whoever said it. Of a new
 * session all of them are read from the log, for the event has no numbers.
 */
record WebFrames(ConversationViews views, Screen screen) implements SessionFrames {
    private static final int MOST_PAGES = 10;

    @Override
    public boolean showsAll() {
        return true;
    }

    @Override
    public Future<Long> assigned(SessionAssigned assigned) {
        return screen.push(WebPushes.assigned(assigned))
                ? showFrom(0, assigned, MOST_PAGES)
                : Future.succeededFuture(NOT_TAKEN);
    }

    /** Up to which number the console knows the session then. */
    private Future<Long> showFrom(long after, SessionAssigned assigned, int pages) {
        return screen.here(views.findSaid(assigned.session(), after, Following.PAGE))
                .compose(
                        page -> {
                            long shown = show(after, page, assigned);
                            boolean isTaken = page.isEmpty() || page.getLast().seq() == shown;
                            if (!isTaken) {
                                return Future.succeededFuture(shown);
                            }
                            if (page.size() < Following.PAGE) {
                                return Future.succeededFuture(Math.max(shown, assigned.lastSeq()));
                            }
                            return pages == 1
                                    ? Future.succeededFuture(shown)
                                    : showFrom(shown, assigned, pages - 1);
                        });
    }

    private long show(long after, List<Said> page, SessionAssigned assigned) {
        long shown = after;
        for (Said said : page) {
            if (!screen.push(WebPushes.message(event(said, assigned)))) {
                return shown;
            }
            shown = said.seq();
        }
        return shown;
    }

    private static SessionSaid event(Said said, SessionAssigned assigned) {
        return new SessionSaid(
                assigned.session(),
                assigned.client(),
                said.speaker(),
                said.message(),
                said.seq(),
                said.at());
    }

    @Override
    public Future<Boolean> said(SessionSaid said) {
        return Future.succeededFuture(screen.push(WebPushes.message(said)));
    }

    @Override
    public Future<Boolean> whispered(SessionWhispered whispered) {
        return Future.succeededFuture(screen.push(WebPushes.note(whispered)));
    }

    @Override
    public Future<Boolean> corrected(SessionCorrected corrected) {
        return Future.succeededFuture(screen.push(WebPushes.corrected(corrected)));
    }

    @Override
    public Future<Boolean> agentsChanged(SessionAgentsChanged changed) {
        return Future.succeededFuture(screen.push(WebPushes.participants(changed)));
    }

    @Override
    public Future<Boolean> clientChanged(SessionClientChanged changed) {
        return Future.succeededFuture(screen.push(WebPushes.clientChanged(changed)));
    }

    @Override
    public Future<Boolean> ended(SessionId session, Client client) {
        return Future.succeededFuture(screen.push(WebPushes.ended(session, client)));
    }
}
