package dev.deskbus.gateway.console.web;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.queue.QueueCommand.Refuse;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.RequestView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Takes and declines those who wait. Agents see the lines of their own queues only. */
final class WebClaims {
    private final Bus bus;
    private final ConversationViews views;

    WebClaims(WebPorts ports) {
        this.bus = ports.bus();
        this.views = ports.views();
    }

    /** Of several agents one gets it; a repeat has the first answer. */
    Future<JsonObject> accept(Agent me, RequestId id) {
        return getRequest(me, id)
                .compose(
                        request ->
                                request.status() == RequestStatus.WAITING
                                        ? claim(me, request)
                                        : Future.succeededFuture(mine(me, request)));
    }

    private Future<JsonObject> claim(Agent me, RequestView request) {
        boolean beyond = me.role() == Agent.Role.SUPERVISOR;
        return bus.ask(Addresses.queue(request.queue()), new Claim(request.id(), me.id(), beyond))
                .compose(
                        answer ->
                                answer instanceof QueueAnswer.Accepted(var session)
                                        ? Future.succeededFuture(
                                                new JsonObject().put("session", session.value()))
                                        : views.findRequest(request.id())
                                                .map(found -> mine(me, found.orElse(request))));
    }

    private static JsonObject mine(Agent me, RequestView request) {
        if (request.session() != null && me.id().equals(request.agent())) {
            return new JsonObject().put("session", request.session().value());
        }
        throw request.agent() == null
                ? new Refusal(ErrorCode.REQUEST_ENDED, "nobody waits any more")
                : new Refusal(ErrorCode.REQUEST_TAKEN, "another agent has it");
    }

    /** Others are asked then. */
    Future<JsonObject> reject(Agent me, RequestId id) {
        return getRequest(me, id)
                .compose(
                        request ->
                                bus.ask(
                                        Addresses.queue(request.queue()),
                                        new Refuse(request.id(), me.id())))
                .map(_ -> new JsonObject());
    }

    private Future<RequestView> getRequest(Agent me, RequestId id) {
        return views.findRequest(id)
                .map(
                        found ->
                                found.filter(request -> me.queues().contains(request.queue()))
                                        .orElseThrow(WebClaims::unknown))
                .compose(
                        request ->
                                views.findClient(me.tenant(), request.client())
                                        .map(
                                                client ->
                                                        client.map(_ -> request)
                                                                .orElseThrow(WebClaims::unknown)));
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.REQUEST_UNKNOWN, "no such request");
    }
}
