package dev.deskbus.gateway.console.web;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which sessions an agent may do something with, and by what right. What is not the agent's is as
 * unknown as what never was.
 */
final class WebSessions {
    private final Bus bus;
    private final AgentDirectory directory;
    private final ConversationViews views;

    WebSessions(WebPorts ports) {
        this.bus = ports.bus();
        this.directory = ports.directory();
        this.views = ports.views();
    }

    /** One that the agent takes part in; {@code NOT_A_PARTICIPANT} for any other. */
    Future<SessionView> getMine(Agent me, SessionId id) {
        return get(me, id, session -> session.agents().contains(me.id()));
    }

    /** The same, and any of its tenant for a supervisor. */
    Future<SessionView> get(Agent me, SessionId id) {
        return get(
                me,
                id,
                session ->
                        session.agents().contains(me.id()) || me.role() == Agent.Role.SUPERVISOR);
    }

    private Future<SessionView> get(Agent me, SessionId id, Predicate<SessionView> isAllowed) {
        return views.findSession(id)
                .map(
                        found ->
                                found.filter(session -> session.tenant().equals(me.tenant()))
                                        .filter(isAllowed)
                                        .orElseThrow(
                                                () ->
                                                        new Refusal(
                                                                ErrorCode.NOT_A_PARTICIPANT,
                                                                "no session of yours")));
    }

    Future<SessionAnswer> ask(SessionView session, SessionCommand command) {
        return bus.ask(Addresses.session(session.id()), command);
    }

    void tell(SessionView session, SessionCommand command) {
        bus.tell(Addresses.session(session.id()), command);
    }

    /** Whoever takes part acts as such, even a supervisor. */
    Future<SessionAnswer> act(Agent me, SessionView session, Function<Act, Acting> command) {
        boolean takesPart = session.agents().contains(me.id());
        return act(me, session, takesPart ? Authority.PARTICIPANT : Authority.SUPERVISOR, command);
    }

    /** By right of the role, which is kept in the audit. */
    Future<SessionAnswer> supervise(Agent me, SessionId id, Function<Act, Acting> command) {
        requireSupervisor(me);
        return get(me, id).compose(session -> act(me, session, Authority.SUPERVISOR, command));
    }

    private Future<SessionAnswer> act(
            Agent me, SessionView session, Authority as, Function<Act, Acting> command) {
        return ask(session, command.apply(new Act(name(), me.id(), as)));
    }

    static CommandId name() {
        return new CommandId(UUID.randomUUID().toString());
    }

    /** {@code CALLER_NOT_ALLOWED} for anybody else. */
    static void requireSupervisor(Agent me) {
        if (me.role() != Agent.Role.SUPERVISOR) {
            throw new Refusal(ErrorCode.CALLER_NOT_ALLOWED, "only for supervisors");
        }
    }

    /** A person of the tenant; {@code AGENT_UNKNOWN} without one. */
    Future<Agent> getColleague(Agent me, AgentId id) {
        return directory
                .findAgent(id)
                .map(
                        found ->
                                found.filter(agent -> agent.tenant().equals(me.tenant()))
                                        .filter(agent -> agent.role() != Agent.Role.ROBOT)
                                        .orElseThrow(
                                                () ->
                                                        new Refusal(
                                                                ErrorCode.AGENT_UNKNOWN,
                                                                "unknown agent")));
    }
}
