package dev.deskbus.gateway.console.admin;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.gateway.console.admin.AdminRequests.Transfer;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How guests change hands: to a colleague (32400, decision AD-14), and beyond the document. */
final class AdminMoves {
    private static final String CLOSED = "closed by the agent";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private final Bus bus;
    private final AgentDirectory directory;
    private final AdminGuests guests;

    AdminMoves(AdminPorts ports, AdminGuests guests) {
        this.bus = ports.bus();
        this.directory = ports.directory();
        this.guests = guests;
    }

    /** The reply, and 32402 behind it; the colleague hears by 32401. */
    Future<List<JsonObject>> transfer(Agent me, Transfer request) {
        return guests.getTalk(me, request.gid(), AdminCode.TRANSFER_GID)
                .compose(talk -> getColleague(me, request.aix()).compose(to -> hand(me, talk, to)))
                .map(
                        to ->
                                List.of(
                                        AdminReplies.of(
                                                AdminCodec.TRANSFER,
                                                AdminPushes.handed(request.gid(), to)),
                                        AdminPushes.transferred(request.gid(), to)))
                .recover(failure -> Future.failedFuture(why(failure)));
    }

    private Future<Agent> hand(Agent me, SessionView talk, Agent to) {
        return act(me, talk, act -> new SessionCommand.Transfer(act, to.id())).map(to);
    }

    /** 34100: a supervisor takes part in what goes on. */
    Future<JsonObject> join(Agent me, long gid) {
        return guests.getSession(me, gid, AdminCode.JOIN_GID)
                .compose(session -> act(me, session, act -> new SessionCommand.Join(act, me.id())))
                .map(_ -> done(AdminCodec.JOIN, gid))
                .recover(failure -> notNow(AdminCode.JOIN_GID, failure));
    }

    /** 34200: the last one cannot leave. */
    Future<JsonObject> leave(Agent me, long gid) {
        return guests.getTalk(me, gid, AdminCode.LEAVE_GID)
                .compose(talk -> act(me, talk, SessionCommand.Leave::new))
                .map(_ -> done(AdminCodec.LEAVE, gid))
                .recover(failure -> notNow(AdminCode.LEAVE_GID, failure));
    }

    /** 34300: for everybody in it. */
    Future<JsonObject> close(Agent me, long gid) {
        return guests.getTalk(me, gid, AdminCode.CLOSE_GID)
                .compose(
                        talk ->
                                bus.ask(
                                        Addresses.session(talk.id()),
                                        new SessionCommand.Close(
                                                name(), new OfAgent(me.id()), CLOSED)))
                .map(_ -> done(AdminCodec.CLOSE, gid))
                .recover(failure -> notNow(AdminCode.CLOSE_GID, failure));
    }

    private Future<SessionAnswer> act(
            Agent me, SessionView session, Function<Act, Acting> command) {
        Authority as =
                session.agents().contains(me.id()) ? Authority.PARTICIPANT : Authority.SUPERVISOR;
        return bus.ask(
                Addresses.session(session.id()), command.apply(new Act(name(), me.id(), as)));
    }

    private static CommandId name() {
        return new CommandId(UUID.randomUUID().toString());
    }

    private static JsonObject done(int apiKey, long gid) {
        return AdminReplies.of(apiKey, new JsonObject().put("gid", gid));
    }

    private static <T> Future<T> notNow(AdminCode code, Throwable failure) {
        Throwable about = AdminErrors.aboutGuest(code).apply(failure);
        boolean isTheirs =
                about instanceof Refusal refusal
                        && AdminErrors.of(refusal.code()) == AdminCode.PARAMETER;
        return Future.failedFuture(isTheirs ? code.because(AdminWords.NOT_NOW) : about);
    }

    /** By its id, or else by its number (decision AD-8). */
    private Future<Agent> getColleague(Agent me, String aix) {
        return findById(aix)
                .compose(
                        found ->
                                found.isEmpty() && NUMBER.matcher(aix).matches()
                                        ? directory.findAgentByNumber(
                                                me.tenant(), Long.parseLong(aix))
                                        : Future.succeededFuture(found))
                .map(
                        found ->
                                found.filter(agent -> agent.tenant().equals(me.tenant()))
                                        .filter(agent -> agent.role() != Agent.Role.ROBOT)
                                        .orElseThrow(
                                                () ->
                                                        AdminCode.TRANSFER_AIX.because(
                                                                AdminWords.NO_AGENT)))
                .map(
                        agent -> {
                            if (agent.id().equals(me.id())) {
                                throw AdminCode.TRANSFER_AIX.because(AdminWords.SELF);
                            }
                            return agent;
                        });
    }

    private Future<Optional<Agent>> findById(String aix) {
        return AgentId.isWellFormed(aix)
                ? directory.findAgent(new AgentId(aix))
                : Future.succeededFuture(Optional.empty());
    }

    private static Throwable why(Throwable failure) {
        if (!(failure instanceof Refusal refusal)) {
            return failure;
        }
        ErrorCode code = refusal.code();
        return switch (code) {
            case AGENT_UNKNOWN -> AdminCode.TRANSFER_AIX.because(AdminWords.NO_AGENT);
            case AGENT_UNAVAILABLE -> AdminCode.TRANSFER_AIX.because(AdminWords.AGENT_OFFLINE);
            case AGENT_FULL -> AdminCode.TRANSFER_AIX.because(AdminWords.AGENT_FULL);
            case ErrorCode _
                    when code == ErrorCode.REQUEST_TAKEN
                            || code == ErrorCode.SESSION_KIND_WRONG
                            || code == ErrorCode.AGENT_NOT_ELIGIBLE ->
                    AdminCode.TRANSFER_GID.because(AdminWords.NOT_NOW);
            case ErrorCode _ -> AdminErrors.aboutGuest(AdminCode.TRANSFER_GID).apply(failure);
        };
    }
}
