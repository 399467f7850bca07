package dev.deskbus.actor.session;

import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.domain.session.SessionState.Open;

/** Words of a session, and what becomes of them, as its agents' consoles are shown it. Pure. */
final class AgentNews {
    private AgentNews() {}

    static SessionSaid of(Open open, Said said, Client client) {
        return new SessionSaid(
                open.facts().id(), client, said.speaker(), said.message(), said.seq(), said.at());
    }

    static SessionWhispered of(Open open, Whispered event, Client client) {
        return new SessionWhispered(
                open.facts().id(), client, event.act().by(), event.text(), event.seq(), event.at());
    }

    static SessionCorrected of(Open open, MessageRevoked event, Client client) {
        return new SessionCorrected(
                open.facts().id(),
                client,
                event.act().by(),
                event.of(),
                null,
                event.seq(),
                event.at());
    }

    static SessionCorrected of(Open open, MessageEdited event, Client client) {
        return new SessionCorrected(
                open.facts().id(),
                client,
                event.act().by(),
                event.of(),
                event.message(),
                event.seq(),
                event.at());
    }
}
