package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.gateway.console.kf.KfRequests.Invite;
import dev.deskbus.gateway.console.kf.KfRequests.Transform;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.IdSource;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * How sessions change hands at a KF console: transfer to an agent, into a line, back into its line
 * (document section 10, decision KF-23), and who takes part (decisions, section 8).
 */
final class KfMoves {
    private final Bus bus;
    private final AgentDirectory directory;
    private final ConversationViews views;
    private final IdSource ids;

    KfMoves(KfPorts ports) {
        this.bus = ports.bus();
        this.directory = ports.directory();
        this.views = ports.views();
        this.ids = ports.ids();
    }

    /** Without a target it goes back to the line. */
    Future<JsonObject> transform(Agent me, Transform request) {
        Long customer = request.customer();
        return getSession(me, request.user())
                .compose(
                        session ->
                                customer == null
                                        ? giveBack(me, session, request)
                                        : transfer(me, session, customer))
                .map(_ -> KfReplies.done(request.method()));
    }

    private Future<SessionAnswer> transfer(Agent me, SessionView session, long customer) {
        return getAgent(me, customer).compose(to -> act(me, session, act -> new Transfer(act, to)));
    }

    private Future<SessionAnswer> giveBack(Agent me, SessionView session, Transform request) {
        return ids.next()
                .map(RequestId::new)
                .compose(
                        number ->
                                act(
                                        me,
                                        session,
                                        act -> new GiveBack(act, number, request.queue())));
    }

    /** A colleague takes part too. */
    Future<JsonObject> invite(Agent me, Invite request) {
        return getSession(me, request.user())
                .compose(
                        session ->
                                getAgent(me, request.customer())
                                        .compose(
                                                agent ->
                                                        act(
                                                                me,
                                                                session,
                                                                act -> new Join(act, agent))))
                .map(_ -> KfReplies.done(KfCodec.INVITE));
    }

    /** The last one cannot. */
    Future<JsonObject> leave(Agent me, ClientId user) {
        return getSession(me, user)
                .compose(session -> act(me, session, Leave::new))
                .map(_ -> KfReplies.done(KfCodec.LEAVE));
    }

    private Future<SessionAnswer> act(
            Agent me, SessionView session, Function<Act, Acting> command) {
        Authority as =
                session.agents().contains(me.id()) ? Authority.PARTICIPANT : Authority.SUPERVISOR;
        Act act = new Act(new CommandId(UUID.randomUUID().toString()), me.id(), as);
        return bus.ask(Addresses.session(session.id()), command.apply(act));
    }

    /** The user's open session, if the agent takes part in it or is a supervisor. */
    private Future<SessionView> getSession(Agent me, ClientId user) {
        return views.findOpenSession(user).map(found -> mine(me, found));
    }

    private static SessionView mine(Agent me, Optional<SessionView> found) {
        return found.filter(session -> session.tenant().equals(me.tenant()))
                .filter(
                        session ->
                                session.agents().contains(me.id())
                                        || me.role() == Agent.Role.SUPERVISOR)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_A_PARTICIPANT, "no session of yours"));
    }

    private Future<AgentId> getAgent(Agent me, long customer) {
        return directory
                .findAgentByNumber(me.tenant(), customer)
                .map(
                        found ->
                                found.map(Agent::id)
                                        .orElseThrow(
                                                () ->
                                                        new Refusal(
                                                                ErrorCode.AGENT_UNKNOWN,
                                                                "unknown customer_id")));
    }
}
