package dev.deskbus.gateway.wechat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.client.Integration;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.SessionCommand.Resume;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.wechat.WeChatReplies.Refused;
import dev.deskbus.gateway.wechat.WeChatRequests.Chat;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code createcon.do}: how a person asks for an agent. */
final class Arrivals {
    /** A session that ended after the queue spoke of it. */
    private static final Set<ErrorCode> ENDED_SINCE =
            Set.of(ErrorCode.SESSION_CLOSED, ErrorCode.SESSION_UNKNOWN);

    private static final int ATTEMPTS = 2;

    private final WeChatWorld world;
    private final Lines lines;

    Arrivals(WeChatWorld world, Lines lines) {
        this.world = world;
        this.lines = lines;
    }

    /** What is asked of which queue; the same for every attempt. */
    private record Wish(Caller caller, QueueRules rules, RequestOrigin origin) {}

    /** Joins the line, or begins at once with a robot or the person's own agent (WX-10). */
    Future<WeChatReplies> arrive(Caller caller, Chat chat) {
        Integration integration = caller.integration();
        return lines.getQueue(integration.tenant(), chat.queue())
                .compose(
                        rules ->
                                lines.findWanted(integration.tenant(), chat.wanted())
                                        .compose(wanted -> wish(caller, chat, rules, wanted)))
                .compose(wish -> enqueue(wish, ATTEMPTS));
    }

    private Future<Wish> wish(
            Caller caller, Chat chat, QueueRules rules, Optional<AgentId> wanted) {
        Integration integration = caller.integration();
        return world.clients()
                .meet(
                        integration.tenant(),
                        caller.person(chat.openId()),
                        chat.person().nickname(),
                        chat.person().portrait())
                .compose(
                        client ->
                                findTarget(integration)
                                        .map(
                                                target ->
                                                        new Wish(
                                                                caller,
                                                                rules,
                                                                origin(
                                                                        client,
                                                                        chat,
                                                                        target.orElse(null),
                                                                        wanted.orElse(null)))));
    }

    private Future<Optional<CallbackTarget>> findTarget(Integration integration) {
        return world.accounts()
                .findAccount(integration.name())
                .map(
                        found ->
                                found.map(
                                        account ->
                                                new CallbackTarget(
                                                        Protocol.WECHAT,
                                                        account.url(),
                                                        integration.name())));
    }

    private static RequestOrigin origin(
            Client client, Chat chat, @Nullable CallbackTarget target, @Nullable AgentId wanted) {
        return new RequestOrigin(
                client.id(),
                null,
                chat.source().from(),
                chat.source().brand(),
                chat.source().tracks(),
                target,
                null,
                wanted);
    }

    private Future<WeChatReplies> enqueue(Wish wish, int attempts) {
        Caller caller = wish.caller();
        return lines.enqueue(wish.rules().id(), wish.origin())
                .compose(
                        answer ->
                                switch (answer) {
                                    case Enqueued(var request, int position) ->
                                            reply(
                                                    new WeChatReplies.Queued(
                                                            caller.additive(request), position));
                                    case AlreadyWaiting(var request, int position) ->
                                            reply(
                                                    new WeChatReplies.AlreadyWaiting(
                                                            caller.additive(request), position));
                                    case AlreadyTalking(var session) ->
                                            goOn(wish, session, attempts);
                                    case Accepted(var session) -> begin(session);
                                    case Done _ ->
                                            Future.failedFuture(
                                                    new IllegalStateException(
                                                            "the queue answered " + answer));
                                })
                .recover(failure -> refused(wish, failure));
    }

    /** With its own agent a person goes on; any other talk must end first. */
    private Future<WeChatReplies> goOn(Wish wish, SessionId id, int attempts) {
        return lines.getTalk(id)
                .compose(
                        session ->
                                session.kind() == SessionKind.DEDICATED
                                        ? resume(wish, session)
                                        : reply(
                                                new WeChatReplies.AlreadyTalking(
                                                        wish.caller().additive(id))))
                .recover(
                        failure ->
                                ENDED_SINCE.contains(WeChatErrors.codeOf(failure))
                                        ? again(wish, attempts - 1)
                                        : Future.failedFuture(failure));
    }

    private Future<WeChatReplies> resume(Wish wish, SessionView session) {
        var resume = new Resume(wish.origin().client(), null, wish.origin().target());
        return world.bus()
                .ask(Addresses.session(session.id()), resume)
                .compose(_ -> served(session));
    }

    private Future<WeChatReplies> again(Wish wish, int attempts) {
        return attempts > 0
                ? enqueue(wish, attempts)
                : Future.failedFuture(
                        new Refusal(ErrorCode.UNAVAILABLE, "sessions end as fast as they begin"));
    }

    private Future<WeChatReplies> begin(SessionId id) {
        return lines.getTalk(id)
                .compose(
                        session ->
                                session.kind() == SessionKind.DEDICATED
                                        ? served(session)
                                        : reply(new WeChatReplies.Begun()));
    }

    private Future<WeChatReplies> served(SessionView session) {
        return lines.findFirstAgent(session)
                .map(agent -> new WeChatReplies.Served(session.id(), agent.orElse(null)));
    }

    /** Without an owner, and nobody there to become it (decisions WX-3, WX-27). */
    private static Future<WeChatReplies> refused(Wish wish, Throwable failure) {
        WeChatResult none = WeChatResult.NO_SERVED_AGENT_FOUND;
        return wish.rules().kind() == SessionKind.DEDICATED
                        && WeChatErrors.codeOf(failure) == ErrorCode.QUEUE_NO_AGENT
                ? reply(new Refused(none, none.words()))
                : Future.failedFuture(failure);
    }

    private static Future<WeChatReplies> reply(WeChatReplies reply) {
        return Future.succeededFuture(reply);
    }
}
