package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand.Claim;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.gateway.http.Throttle;
import dev.deskbus.port.AgentDirectory;
import dev.deskbus.port.ConversationViews;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** What an agent does with users: takes, ends, types. Tenants never see each other's users. */
final class KfConversations {
    private final Bus bus;
    private final AgentDirectory directory;
    private final ConversationViews views;
    private final KfReplies replies;
    private final Throttle typing = new Throttle(1, Duration.ofSeconds(5));

    KfConversations(KfPorts ports, KfReplies replies) {
        this.bus = ports.bus();
        this.directory = ports.directory();
        this.views = ports.views();
        this.replies = replies;
    }

    /** Document section 6. */
    Future<JsonObject> getUser(Agent me, ClientId user) {
        return getClient(me, user).map(replies::user);
    }

    /** Section 8: of several agents one gets the user, the others 409 (decision KF-19). */
    Future<JsonObject> connect(Agent me, ClientId user) {
        return getClient(me, user)
                .compose(_ -> views.findWaiting(user))
                .compose(
                        waiting ->
                                waiting.isPresent()
                                        ? claim(me, waiting.get())
                                        : requireMine(me, user).mapEmpty())
                .map(_ -> KfReplies.done(KfCodec.CONNECT));
    }

    private Future<QueueAnswer> claim(Agent me, RequestView request) {
        return directory
                .findAgent(me.id())
                .compose(
                        found -> {
                            if (found.orElse(me).queues().contains(request.queue())) {
                                return bus.ask(
                                        Addresses.queue(request.queue()),
                                        new Claim(
                                                request.id(),
                                                me.id(),
                                                me.role() == Agent.Role.SUPERVISOR));
                            }
                            throw new Refusal(
                                    ErrorCode.AGENT_NOT_ELIGIBLE, "not an agent of this queue");
                        });
    }

    /** Nobody waits: a repeated connect finds the session that it made, others somebody else's. */
    private Future<SessionView> requireMine(Agent me, ClientId user) {
        return views.findOpenSession(user).map(open -> mine(me, open));
    }

    private static SessionView mine(Agent me, Optional<SessionView> open) {
        SessionView session =
                open.orElseThrow(
                        () -> new Refusal(ErrorCode.REQUEST_UNKNOWN, "this user does not wait"));
        if (!session.agents().contains(me.id())) {
            throw new Refusal(ErrorCode.REQUEST_TAKEN, "another agent has this user");
        }
        return session;
    }

    /** Section 9: the user is named in the reply, whatever came of it. */
    Future<JsonObject> disconnect(Agent me, ClientId user) {
        return getTalk(me.id(), user)
                .compose(
                        session ->
                                bus.ask(
                                        Addresses.session(session),
                                        new Close(
                                                new CommandId(UUID.randomUUID().toString()),
                                                new OfAgent(me.id()),
                                                "closed by the agent")))
                .map(_ -> KfReplies.done(KfCodec.DISCONNECT))
                .otherwise(failure -> KfReplies.failed(KfCodec.DISCONNECT, failure))
                .map(outcome -> KfReplies.disconnected(outcome, user));
    }

    /** Decisions, section 8: at most one notice in five seconds; more are taken and dropped. */
    Future<JsonObject> type(Agent me, ClientId user) {
        return getTalk(me.id(), user)
                .map(
                        session -> {
                            if (typing.tryTake(me.id().value() + ' ' + user.value())) {
                                bus.tell(
                                        Addresses.session(session),
                                        new Signal(new OfAgent(me.id()), Signal.Kind.TYPING, null));
                            }
                            return KfReplies.done(KfCodec.TYPING);
                        });
    }

    /** Decisions, section 8: asks the visitor how it was. */
    Future<JsonObject> pushRating(Agent me, ClientId user) {
        return getTalk(me.id(), user)
                .compose(
                        session ->
                                bus.ask(
                                        Addresses.session(session),
                                        new PushRating(
                                                new CommandId(UUID.randomUUID().toString()),
                                                me.id())))
                .map(_ -> KfReplies.done(KfCodec.PUSH_RATING));
    }

    /** The open session of this agent with this user; {@code NOT_A_PARTICIPANT} without one. */
    Future<SessionId> getTalk(AgentId me, ClientId user) {
        return views.findTalk(me, user)
                .map(
                        talk ->
                                talk.map(SessionView::id)
                                        .orElseThrow(
                                                () ->
                                                        new Refusal(
                                                                ErrorCode.NOT_A_PARTICIPANT,
                                                                "no session of yours")));
    }

    private Future<Client> getClient(Agent me, ClientId user) {
        return views.findClient(me.tenant(), user)
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Refusal(
                                                        ErrorCode.CLIENT_UNKNOWN, "unknown user")));
    }
}
