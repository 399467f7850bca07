package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.StatusForced;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionCommand.Watch;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.gateway.console.kf.KfRequests.ForceStatus;
import dev.deskbus.gateway.console.kf.KfRequests.Supervise;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * What supervisors may do (docs/decisions/0071): see any session of the tenant, whisper, join, take
 * over, set an agent's status. Each stands in the audit before it is answered.
 */
final class KfSupervision {
    private final KfActs acts;
    private final PresenceStore presence;
    private final Bus bus;

    KfSupervision(KfActs acts, PresenceStore presence, Bus bus) {
        this.acts = acts;
        this.presence = presence;
        this.bus = bus;
    }

    /** One of the methods that name a user and nothing else. */
    Future<JsonObject> supervise(Agent me, Supervise request) {
        return supervise(
                        me,
                        request.user(),
                        switch (request.what()) {
                            case WATCH -> act -> new Watch(act, true);
                            case UNWATCH -> act -> new Watch(act, false);
                            case JOIN -> act -> new Join(act, me.id());
                            case TAKE_OVER -> act -> new Transfer(act, me.id());
                        })
                .map(_ -> KfReplies.done(request.what().method()));
    }

    /** Only agents ever see it. */
    Future<JsonObject> whisper(Agent me, KfRequests.Whisper request) {
        return supervise(me, request.user(), act -> new Whisper(act, request.text()))
                .map(_ -> KfReplies.done(KfCodec.WHISPER));
    }

    private Future<SessionAnswer> supervise(
            Agent me, ClientId user, Function<Act, Acting> command) {
        KfActs.requireSupervisor(me);
        return acts.getSession(me, user).compose(session -> acts.supervise(me, session, command));
    }

    /** The status of somebody else, whoever that is shown to. */
    Future<JsonObject> forceStatus(Agent me, ForceStatus request) {
        KfActs.requireSupervisor(me);
        return acts.getColleague(me, request.customer())
                .compose(agent -> presence.forceStatus(agent.id(), me.id(), request.status()))
                .map(forced -> tell(forced, request.status()))
                .map(_ -> KfReplies.done(KfCodec.FORCE_STATUS));
    }

    private Agent tell(Optional<Agent> forced, AgentStatus status) {
        Agent agent =
                forced.orElseThrow(
                        () -> new Refusal(ErrorCode.AGENT_UNAVAILABLE, "that agent is not there"));
        bus.publish(
                Topic.agent(agent.id()),
                new StatusForced(agent.id(), agent.number(), agent.name(), status));
        bus.publish(
                Topic.tenant(agent.tenant()),
                new AgentStatusChanged(agent.id(), agent.number(), agent.name(), status));
        agent.queues()
                .forEach(queue -> bus.tell(Addresses.queue(queue), new AgentTouched(agent.id())));
        return agent;
    }
}
