package dev.deskbus.gateway.console.web;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.StatusForced;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionCommand.Watch;
import dev.deskbus.port.IdSource;
import dev.deskbus.port.PresenceStore;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** How sessions change hands, and what supervisors may do (docs/decisions/0070, 0071). */
final class WebMoves {
    private final WebSessions sessions;
    private final IdSource ids;
    private final PresenceStore presence;
    private final Bus bus;

    WebMoves(WebPorts ports, WebSessions sessions) {
        this.sessions = sessions;
        this.ids = ports.ids();
        this.presence = ports.presence();
        this.bus = ports.bus();
    }

    /** Of a session that is not the supervisor's own: reassign. */
    Future<JsonObject> transfer(Agent me, WebRequests.Transfer request) {
        AgentId to = request.to();
        return sessions.get(me, request.session())
                .compose(
                        session ->
                                to == null ? giveBack(me, session, request) : hand(me, session, to))
                .map(WebTalks::logged);
    }

    private Future<SessionAnswer> hand(Agent me, SessionView session, AgentId to) {
        return sessions.getColleague(me, to)
                .compose(agent -> sessions.act(me, session, act -> new Transfer(act, agent.id())));
    }

    private Future<SessionAnswer> giveBack(
            Agent me, SessionView session, WebRequests.Transfer request) {
        return ids.next()
                .map(RequestId::new)
                .compose(
                        number ->
                                sessions.act(
                                        me,
                                        session,
                                        act -> new GiveBack(act, number, request.queue())));
    }

    Future<JsonObject> invite(Agent me, WebRequests.Invite request) {
        return sessions.get(me, request.session())
                .compose(
                        session ->
                                sessions.getColleague(me, request.agent())
                                        .compose(
                                                agent ->
                                                        sessions.act(
                                                                me,
                                                                session,
                                                                act -> new Join(act, agent.id()))))
                .map(WebTalks::logged);
    }

    /** The last one cannot. */
    Future<JsonObject> leave(Agent me, SessionView session) {
        return sessions.act(me, session, Leave::new).map(WebTalks::logged);
    }

    Future<JsonObject> watch(Agent me, SessionId session, boolean on) {
        return sessions.supervise(me, session, act -> new Watch(act, on)).map(WebTalks::logged);
    }

    /** A supervisor takes part too. */
    Future<JsonObject> join(Agent me, SessionId session) {
        return sessions.supervise(me, session, act -> new Join(act, me.id())).map(WebTalks::logged);
    }

    /** A supervisor has it alone. */
    Future<JsonObject> takeOver(Agent me, SessionId session) {
        return sessions.supervise(me, session, act -> new Transfer(act, me.id()))
                .map(WebTalks::logged);
    }

    /** The status of somebody else, whoever that is shown to. */
    Future<JsonObject> forceStatus(Agent me, WebRequests.ForceStatus request) {
        WebSessions.requireSupervisor(me);
        return sessions.getColleague(me, request.agent())
                .compose(agent -> presence.forceStatus(agent.id(), me.id(), request.status()))
                .map(forced -> tell(forced, request));
    }

    private JsonObject tell(Optional<Agent> forced, WebRequests.ForceStatus request) {
        Agent agent =
                forced.orElseThrow(
                        () -> new Refusal(ErrorCode.AGENT_UNAVAILABLE, "that agent is not there"));
        bus.publish(
                Topic.agent(agent.id()),
                new StatusForced(agent.id(), agent.number(), agent.name(), request.status()));
        bus.publish(
                Topic.tenant(agent.tenant()),
                new AgentStatusChanged(agent.id(), agent.number(), agent.name(), request.status()));
        agent.queues()
                .forEach(queue -> bus.tell(Addresses.queue(queue), new AgentTouched(agent.id())));
        return new JsonObject();
    }
}
