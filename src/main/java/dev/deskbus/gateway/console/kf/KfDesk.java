package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.kf.KfTruth.Known;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** What all KF connections of a node share. Knows no connection. */
final class KfDesk {
    private final KfPorts ports;
    private final KfSettings settings;
    private final KfCodec codec = new KfCodec();
    private final KfReplies replies;
    private final KfEntrance entrance;
    private final KfConversations conversations;
    private final KfLists lists;
    private final KfTruth truth;
    private final KfAssistant assistant;
    private final KfRounds rounds;
    private final KfTools tools;

    KfDesk(KfPorts ports, AgentTokens tokens, NodeId node, KfSettings settings) {
        this.ports = ports;
        this.settings = settings;
        this.replies = new KfReplies(settings.additive());
        this.entrance = new KfEntrance(ports, tokens, node, replies);
        this.conversations = new KfConversations(ports, replies);
        this.lists = new KfLists(ports, replies);
        this.truth = new KfTruth(ports.views(), ports.lines());
        this.rounds = new KfRounds(truth, settings.rounds());
        this.assistant =
                new KfAssistant(ports, lists, conversations, replies, settings.assistant());
        this.tools = new KfTools(ports);
    }

    KfCodec codec() {
        return codec;
    }

    KfSettings settings() {
        return settings;
    }

    KfEntrance entrance() {
        return entrance;
    }

    Bus bus() {
        return ports.bus();
    }

    Heartbeats heartbeats() {
        return ports.heartbeats();
    }

    KfRounds rounds() {
        return rounds;
    }

    KfReplies replies() {
        return replies;
    }

    /** What that agent is shown on its screen. */
    KfShow show(Agent agent, Set<String> features, KfScreen screen) {
        var pushes = new KfPushes(settings.additive());
        return new KfShow(ports, pushes, agent.id(), features, screen);
    }

    /** What that agent's console need not be told once it is logged in. */
    Future<Known> known(Agent agent) {
        return truth.readNow(agent);
    }

    /** Serves what has nothing to do with the connection that it came by. */
    Future<JsonObject> serve(Agent me, KfRequests.Serving request) {
        return switch (request) {
            case KfRequests.GetUser get -> conversations.getUser(me, get.user());
            case KfRequests.Connect connect -> conversations.connect(me, connect.user());
            case KfRequests.Disconnect end -> conversations.disconnect(me, end.user());
            case KfRequests.Typing typing -> conversations.type(me, typing.user());
            case KfRequests.PushRating push -> conversations.pushRating(me, push.user());
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
