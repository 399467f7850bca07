package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.ConsoleDesk;
import dev.deskbus.gateway.console.Rounds;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Truth;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all browser consoles of a node share. Knows no connection. */
final class WebDesk {
    private final WebPorts ports;
    private final Truth truth;
    private final ConsoleDesk console;
    private final BridgeCodec codec = new BridgeCodec();
    private final WebDoor door;
    private final Throttle frames;
    private final WebSessions sessions;
    private final WebTalks talks;
    private final WebMoves moves;
    private final WebClaims claims;
    private final WebLists lists;

    WebDesk(WebPorts ports, WebDoor door, NodeId node, WebSettings settings) {
        this.ports = ports;
        this.door = door;
        this.truth = new Truth(ports.views(), ports.lines());
        this.console =
                new ConsoleDesk(
                        ports.console(),
                        ConsoleKind.WEB,
                        node,
                        settings.times(),
                        new Rounds(truth, settings.rounds()));
        this.frames = new Throttle(settings.framesPerMinute(), Duration.ofMinutes(1));
        this.sessions = new WebSessions(ports);
        this.talks = new WebTalks(sessions);
        this.moves = new WebMoves(ports, sessions);
        this.claims = new WebClaims(ports);
        this.lists = new WebLists(ports, sessions, truth);
    }

    BridgeCodec codec() {
        return codec;
    }

    ConsoleDesk console() {
        return console;
    }

    WebDoor door() {
        return door;
    }

    /** How many frames each may send. */
    Throttle frames() {
        return frames;
    }

    /** What that agent is shown on its screen. */
    WebShow show(Agent agent, Screen screen, Supplier<Future<Boolean>> onRound) {
        return new WebShow(ports, truth, agent, screen, onRound);
    }

    /** Serves what has nothing to do with the connection that it came by. */
    Future<JsonObject> serve(Agent me, WebRequests.Serving request) {
        return switch (request) {
            case WebRequests.GetState() -> lists.getState(me);
            case WebRequests.GetAgents() -> lists.getAgents(me);
            case WebRequests.GetSessions get -> lists.getSessions(me, get);
            case WebRequests.GetRecord get -> lists.getRecord(me, get);
            case WebRequests.Accept accept -> claims.accept(me, accept.request());
            case WebRequests.Reject reject -> claims.reject(me, reject.request());
            case WebRequests.Say say -> talks.say(me, say);
            case WebRequests.Note note -> talks.note(me, note);
            case WebRequests.Revoke revoke -> talks.revoke(me, revoke);
            case WebRequests.Edit edit -> talks.edit(me, edit);
            case WebRequests.Transfer transfer -> moves.transfer(me, transfer);
            case WebRequests.Invite invite -> moves.invite(me, invite);
            case WebRequests.ForceStatus force -> moves.forceStatus(me, force);
            case WebRequests.InSession deed -> serve(me, deed);
        };
    }

    private Future<JsonObject> serve(Agent me, WebRequests.InSession request) {
        return switch (request.what()) {
            case CLOSE -> inMine(me, request, session -> talks.close(me, session));
            case TYPING -> inMine(me, request, session -> talks.type(me, session));
            case PUSH_RATING -> inMine(me, request, session -> talks.pushRating(me, session));
            case READ -> inMine(me, request, session -> talks.read(me, session));
            case LEAVE -> inMine(me, request, session -> moves.leave(me, session));
            case WATCH -> moves.watch(me, request.session(), true);
            case UNWATCH -> moves.watch(me, request.session(), false);
            case JOIN -> moves.join(me, request.session());
            case TAKE_OVER -> moves.takeOver(me, request.session());
        };
    }

    private Future<JsonObject> inMine(
            Agent me,
            WebRequests.InSession request,
            Function<SessionView, Future<JsonObject>> deed) {
        return sessions.getMine(me, request.session()).compose(deed);
    }
}
