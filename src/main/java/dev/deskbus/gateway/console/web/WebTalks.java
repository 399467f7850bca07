package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.Edit;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Revoke;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;

/** What an agent says in its sessions, and how it ends them. */
final class WebTalks {
    private final WebSessions sessions;
    private final Throttle typing = new Throttle(1, Duration.ofSeconds(5));

    WebTalks(WebSessions sessions) {
        this.sessions = sessions;
    }

    /** Answered when it is on disk. */
    Future<JsonObject> say(Agent me, WebRequests.Say request) {
        return sessions.getMine(me, request.session())
                .compose(
                        session ->
                                sessions.ask(
                                        session,
                                        new Say(
                                                new OfAgent(me.id()),
                                                request.message(),
                                                new MessageKey(key(me, request), null),
                                                null,
                                                null)))
                .map(answer -> logged(answer).put("session", request.session().value()));
    }

    /** The same for a repeat, and never that of a client's or another agent's message. */
    private static String key(Agent me, WebRequests.Say request) {
        String id = request.clientMessageId();
        return id == null ? "web:" + UUID.randomUUID() : "web:" + me.id().value() + ":" + id;
    }

    /** What stands in the log; nothing when nothing had to be written. */
    static JsonObject logged(SessionAnswer answer) {
        return switch (answer) {
            case SessionAnswer.Logged logged ->
                    new JsonObject()
                            .put("seq", logged.seq())
                            .put("at", WebCards.millis(logged.at()));
            case SessionAnswer.Done() -> new JsonObject();
        };
    }

    Future<JsonObject> close(Agent me, SessionView session) {
        return sessions.ask(
                        session,
                        new Close(WebSessions.name(), new OfAgent(me.id()), "closed by the agent"))
                .map(WebTalks::logged);
    }

    /** At most one notice in five seconds; more are taken and dropped. */
    Future<JsonObject> type(Agent me, SessionView session) {
        if (typing.tryTake(me.id().value() + ' ' + session.id().value())) {
            sessions.tell(session, new Signal(new OfAgent(me.id()), Signal.Kind.TYPING, null));
        }
        return Future.succeededFuture(new JsonObject());
    }

    Future<JsonObject> pushRating(Agent me, SessionView session) {
        return sessions.ask(session, new PushRating(WebSessions.name(), me.id()))
                .map(WebTalks::logged);
    }

    /** Everything up to now. */
    Future<JsonObject> read(Agent me, SessionView session) {
        return sessions.ask(session, new Read(me.id())).map(_ -> new JsonObject());
    }

    /** Never sent to the visitor. */
    Future<JsonObject> note(Agent me, WebRequests.Note request) {
        Future<SessionAnswer> noted =
                request.bySupervisor()
                        ? sessions.supervise(
                                me, request.session(), act -> new Whisper(act, request.text()))
                        : sessions.getMine(me, request.session())
                                .compose(
                                        session ->
                                                sessions.act(
                                                        me,
                                                        session,
                                                        act -> new Whisper(act, request.text())));
        return noted.map(WebTalks::logged);
    }

    /** Within two minutes. */
    Future<JsonObject> revoke(Agent me, WebRequests.Revoke request) {
        return sessions.getMine(me, request.session())
                .compose(
                        session -> sessions.act(me, session, act -> new Revoke(act, request.seq())))
                .map(WebTalks::logged);
    }

    /** Within two minutes. */
    Future<JsonObject> edit(Agent me, WebRequests.Edit request) {
        return sessions.getMine(me, request.session())
                .compose(
                        session ->
                                sessions.act(
                                        me,
                                        session,
                                        act -> new Edit(act, request.seq(), request.instead())))
                .map(WebTalks::logged);
    }
}
