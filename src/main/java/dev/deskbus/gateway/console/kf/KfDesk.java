package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.ConsoleDesk;
import dev.deskbus.gateway.console.Identification;
import dev.deskbus.gateway.console.Identification.Identified;
import dev.deskbus.gateway.console.Rounds;
import dev.deskbus.gateway.console.Screen;
import dev.deskbus.gateway.console.Truth;
import dev.deskbus.gateway.http.AgentTokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What all KF connections of a node share. Knows no connection. */
final class KfDesk {
    private final KfPorts ports;
    private final KfSettings settings;
    private final KfCodec codec = new KfCodec();
    private final KfReplies replies;
    private final Identification identification;
    private final KfConversations conversations;
    private final KfMoves moves;
    private final KfCorrections corrections;
    private final KfSupervision supervision;
    private final KfLists lists;
    private final ConsoleDesk console;
    private final KfAssistant assistant;
    private final KfTools tools;

    KfDesk(KfPorts ports, AgentTokens tokens, NodeId node, KfSettings settings) {
        this.ports = ports;
        this.settings = settings;
        this.replies = new KfReplies(settings.additive());
        this.identification = new Identification(tokens, ports.directory(), ports.retired());
        this.conversations = new KfConversations(ports, replies);
        KfActs acts = new KfActs(ports);
        this.moves = new KfMoves(acts, ports.ids());
        this.corrections = new KfCorrections(acts, conversations, ports.bus());
        this.supervision = new KfSupervision(acts, ports.presence(), ports.bus());
        this.lists = new KfLists(ports, replies);
        Rounds rounds = new Rounds(new Truth(ports.views(), ports.lines()), settings.rounds());
        this.console =
                new ConsoleDesk(ports.console(), ConsoleKind.KF, node, settings.times(), rounds);
        this.assistant =
                new KfAssistant(ports, lists, conversations, replies, settings.assistant());
        this.tools = new KfTools(ports);
    }

    KfCodec codec() {
        return codec;
    }

    ConsoleDesk console() {
        return console;
    }

    KfReplies replies() {
        return replies;
    }

    /** What that agent is shown on its screen. */
    KfShow show(Agent agent, KfClient client, Screen screen) {
        var pushes = new KfPushes(settings.additive());
        return new KfShow(ports, pushes, agent.id(), client, screen);
    }

    /** Whose token it is; {@code TOKEN_INVALID}, or {@code CALLER_NOT_ALLOWED} when disabled. */
    Future<Agent> identify(String token) {
        return identification
                .identify(token)
                .map(
                        identified ->
                                switch (identified) {
                                    case Identified.Known(Agent agent, _) -> agent;
                                    case Identified.Disabled() ->
                                            throw new Refusal(
                                                    ErrorCode.CALLER_NOT_ALLOWED,
                                                    "this agent is disabled");
                                    case Identified.NoToken(),
                                            Identified.Expired(),
                                            Identified.Nobody() ->
                                            throw new Refusal(
                                                    ErrorCode.TOKEN_INVALID, "Invalid token");
                                });
    }

    /** The reply to a login that went well. */
    Future<JsonObject> welcome(Agent agent, String clientId) {
        return ports.presence()
                .findPresent(agent.tenant())
                .map(present -> replies.loggedIn(agent, present, ports.clock().now(), clientId));
    }

    /** Serves what has nothing to do with the connection that it came by. */
    Future<JsonObject> serve(Agent me, KfRequests.Serving request) {
        return switch (request) {
            case KfRequests.GetUser get -> conversations.getUser(me, get.user());
            case KfRequests.Connect connect -> conversations.connect(me, connect.user());
            case KfRequests.Disconnect end -> conversations.disconnect(me, end.user());
            case KfRequests.Typing typing -> conversations.type(me, typing.user());
            case KfRequests.PushRating push -> conversations.pushRating(me, push.user());
            case KfRequests.Transform transform -> moves.transform(me, transform);
            case KfRequests.Invite invite -> moves.invite(me, invite);
            case KfRequests.Leave leave -> moves.leave(me, leave.user());
            case KfRequests.Revoke revoke -> corrections.revoke(me, revoke);
            case KfRequests.Edit edit -> corrections.edit(me, edit);
            case KfRequests.Note note -> corrections.note(me, note);
            case KfRequests.Read read -> corrections.read(me, read.user());
            case KfRequests.Whisper whisper -> supervision.whisper(me, whisper);
            case KfRequests.Supervise deed -> supervision.supervise(me, deed);
            case KfRequests.ForceStatus force -> supervision.forceStatus(me, force);
            case KfRequests.SendToUser send ->
                    conversations
                            .getTalk(me.id(), send.user())
                            .compose(
                                    session ->
                                            new KfSending(ports.bus(), replies, me, session, send)
                                                    .run());
            case KfRequests.GetWaiting get -> lists.getWaiting(me, get);
            case KfRequests.GetSessions get -> lists.getSessions(me, get.whose());
            case KfRequests.GetRecord get -> lists.getRecord(me, get);
            case KfRequests.GetAdvice get -> assistant.advise(me, get);
            case KfRequests.Tool tool -> tools.serve(me, tool.request());
        };
    }
}
