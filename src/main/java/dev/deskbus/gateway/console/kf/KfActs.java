package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** How an agent does something with a user's session, and by what right. */
final class KfActs {
    private final Bus bus;
    private final AgentDirectory directory;
    private final ConversationViews views;

    KfActs(KfPorts ports) {
        this.bus = ports.bus();
        this.directory = ports.directory();
        this.views = ports.views();
    }

    /** Whoever takes part acts as such, even a supervisor. */
    Future<SessionAnswer> act(Agent me, SessionView session, Function<Act, Acting> command) {
        boolean takesPart = session.agents().contains(me.id());
        return act(me, session, takesPart ? Authority.PARTICIPANT : Authority.SUPERVISOR, command);
    }

    /** By right of the role, which is kept in the audit. */
    Future<SessionAnswer> supervise(Agent me, SessionView session, Function<Act, Acting> command) {
        return act(me, session, Authority.SUPERVISOR, command);
    }

    private Future<SessionAnswer> act(
            Agent me, SessionView session, Authority as, Function<Act, Acting> command) {
        Act act = new Act(new CommandId(UUID.randomUUID().toString()), me.id(), as);
        return bus.ask(Addresses.session(session.id()), command.apply(act));
    }

    /** The user's open session, if the agent takes part in it or is a supervisor. */
    Future<SessionView> getSession(Agent me, ClientId user) {
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

    /** A colleague by its number; {@code AGENT_UNKNOWN} without one. */
    Future<Agent> getColleague(Agent me, long customer) {
        return getAgent(directory, me.tenant(), customer);
    }

    /** Whom the tenant calls that number; {@code AGENT_UNKNOWN} without one. */
    static Future<Agent> getAgent(AgentDirectory directory, TenantId tenant, long customer) {
        return directory
                .findAgentByNumber(tenant, customer)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Refusal(
                                                        ErrorCode.AGENT_UNKNOWN,
                                                        "unknown customer_id")));
    }

    /** {@code CALLER_NOT_ALLOWED} for anybody else. */
    static void requireSupervisor(Agent me) {
        if (me.role() != Agent.Role.SUPERVISOR) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "only for supervisors");
        }
    }
}
