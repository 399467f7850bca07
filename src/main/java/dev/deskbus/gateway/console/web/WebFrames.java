package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.SessionFrames;
import io.vertx.core.Future;

/**
 * Sessions as browser consoles see them: every word with its number, whoever said it, notes,
 * corrections and who takes part.
 */
record WebFrames(Screen screen) implements SessionFrames {
    /** The event has no numbers, so all of the session is shown from its log. */
    private static final long NOTHING = 0;

    @Override
    public boolean showsAll() {
        return true;
    }

    @Override
    public Future<Long> assigned(SessionAssigned assigned) {
        return Future.succeededFuture(
                screen.push(WebPushes.assigned(assigned)) ? NOTHING : NOT_TAKEN);
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
