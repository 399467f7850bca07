package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.gateway.console.Truth;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What a console asks to see. */
final class WebLists {
    private final ConversationViews views;
    private final PresenceStore presence;
    private final WebSessions sessions;
    private final Truth truth;

    WebLists(WebPorts ports, WebSessions sessions, Truth truth) {
        this.views = ports.views();
        this.presence = ports.presence();
        this.sessions = sessions;
        this.truth = truth;
    }

    /** As the push of that kind. */
    Future<JsonObject> getState(Agent me) {
        return truth.readNow(me)
                .map(
                        known ->
                                WebPushes.state(
                                        known, WebOffers.of(me.id(), known.waiting()), me.id()));
    }

    Future<JsonObject> getAgents(Agent me) {
        return presence.findPresent(me.tenant())
                .map(
                        present ->
                                new JsonObject()
                                        .put(
                                                "agents",
                                                WebCards.array(present, WebCards::colleague)));
    }

    /** One's own; those of any colleague for a supervisor. */
    Future<JsonObject> getSessions(Agent me, WebRequests.GetSessions request) {
        AgentId whose = request.agent() == null ? me.id() : request.agent();
        if (!whose.equals(me.id())) {
            WebSessions.requireSupervisor(me);
        }
        return sessions.getColleague(me, whose)
                .compose(agent -> views.findTalks(agent.id()))
                .map(
                        talks ->
                                new JsonObject()
                                        .put("agent", whose.value())
                                        .put("sessions", WebCards.array(talks, WebCards::talk)));
    }

    /** {@code CLIENT_UNKNOWN} for one of another tenant. */
    Future<JsonObject> getRecord(Agent me, WebRequests.GetRecord request) {
        return views.findClient(me.tenant(), request.client())
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Refusal(
                                                        ErrorCode.CLIENT_UNKNOWN,
                                                        "unknown client")))
                .compose(
                        client ->
                                views.findRecord(
                                                me.tenant(),
                                                client.id(),
                                                request.page(),
                                                request.pageSize())
                                        .map(
                                                rows ->
                                                        new JsonObject()
                                                                .put(
                                                                        "client",
                                                                        WebCards.client(client))
                                                                .put(
                                                                        "messages",
                                                                        WebCards.array(
                                                                                rows,
                                                                                WebCards::said))));
    }
}
