package dev.deskbus.gateway.console;

import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.MessageEdited;
import dev.deskbus.domain.session.SessionEvent.MessageRevoked;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.Whispered;
import dev.deskbus.gateway.console.Cursors.Cursor;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.List;

/** Shows what stands in the log as the event would have that told of it, and that was lost. */
record Retelling(ConversationViews views, Screen screen, SessionFrames frames) {
    /** What is no word: among agents, a correction, or who takes part. */
    Future<Boolean> show(Cursor cursor, SessionEvent event) {
        if (event instanceof Whispered whispered) {
            return frames.whispered(whispered(cursor, whispered));
        }
        if (event instanceof MessageRevoked revoked) {
            return frames.corrected(corrected(cursor, revoked));
        }
        return event instanceof MessageEdited edited
                ? frames.corrected(corrected(cursor, edited))
                : showAgents(cursor, event);
    }

    /** Those who take part by now. */
    private Future<Boolean> showAgents(Cursor cursor, SessionEvent event) {
        return screen.here(views.findSession(cursor.session()))
                .compose(
                        found ->
                                found.map(view -> agents(cursor, event, view))
                                        .map(frames::agentsChanged)
                                        .orElseGet(() -> Future.succeededFuture(true)));
    }

    /** As it would have been given to that agent, with the first page of its words. */
    static SessionAssigned assigned(Standing standing, List<Said> page, AgentId me) {
        List<Said> words =
                page.stream().filter(said -> !said.speaker().equals(new OfAgent(me))).toList();
        long read = page.isEmpty() ? 0 : page.getLast().seq();
        return new SessionAssigned(
                standing.session(),
                standing.client(),
                me,
                List.of(),
                page.size() < Following.PAGE ? Math.max(read, standing.lastSeq()) : read,
                standing.openedAt(),
                words);
    }

    static SessionSaid said(Cursor cursor, Said said) {
        return new SessionSaid(
                cursor.session(),
                cursor.client(),
                said.speaker(),
                said.message(),
                said.seq(),
                said.at());
    }

    private static SessionWhispered whispered(Cursor cursor, Whispered whispered) {
        return new SessionWhispered(
                cursor.session(),
                cursor.client(),
                whispered.act().by(),
                whispered.text(),
                whispered.seq(),
                whispered.at());
    }

    private static SessionCorrected corrected(Cursor cursor, MessageRevoked revoked) {
        return new SessionCorrected(
                cursor.session(),
                cursor.client(),
                revoked.act().by(),
                revoked.of(),
                null,
                revoked.seq(),
                revoked.at());
    }

    private static SessionCorrected corrected(Cursor cursor, MessageEdited edited) {
        return new SessionCorrected(
                cursor.session(),
                cursor.client(),
                edited.act().by(),
                edited.of(),
                edited.message(),
                edited.seq(),
                edited.at());
    }

    private static SessionAgentsChanged agents(
            Cursor cursor, SessionEvent event, SessionView view) {
        return new SessionAgentsChanged(
                cursor.session(), cursor.client(), view.agents(), event.seq(), event.at());
    }
}
