package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.SessionCommand.Resume;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.tpi.TpiReplies.Place;
import dev.deskbus.gateway.tpi.TpiRequests.Chat;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Type 1000: how a client asks for an agent. */
final class ChatRequests {
    /** A session that ended after the queue spoke of it. */
    private static final Set<ErrorCode> ENDED_SINCE =
            Set.of(ErrorCode.SESSION_CLOSED, ErrorCode.SESSION_UNKNOWN);

    private static final int ATTEMPTS = 2;

    private final World world;
    private final Owned owned;
    private final Queues queues;
    private final Waiting waiting;

    ChatRequests(World world, Owned owned, Queues queues, Waiting waiting) {
        this.world = world;
        this.owned = owned;
        this.queues = queues;
        this.waiting = waiting;
    }

    /** What is asked of which queue; the same for every attempt. */
    private record Wish(Holder holder, Chat chat, QueueId queue, RequestOrigin origin) {
        Wish withoutSwitch() {
            return new Wish(holder, chat.withoutSwitch(), queue, origin);
        }
    }

    /** 1000: joins the line, or begins at once with a robot or the client's own agent (R3). */
    Future<TpiReplies> enqueue(Holder holder, Chat chat) {
        CallbackTarget target =
                CallbackAddress.of(chat.serverAddr(), holder.wire(), holder.integration());
        return queues.getQueue(holder, chat.queueId())
                .compose(
                        queue ->
                                queues.findWanted(holder, chat.toUserId())
                                        .map(
                                                wanted ->
                                                        new Wish(
                                                                holder,
                                                                chat,
                                                                queue.id(),
                                                                origin(
                                                                        holder,
                                                                        chat,
                                                                        target,
                                                                        wanted.orElse(null)))))
                .compose(wish -> enqueue(wish, ATTEMPTS));
    }

    private Future<TpiReplies> enqueue(Wish wish, int attempts) {
        return queues.enqueue(wish.queue(), wish.origin())
                .compose(
                        answer ->
                                switch (answer) {
                                    case Enqueued(var request, int position) ->
                                            reply(
                                                    new TpiReplies.Queued(
                                                            request,
                                                            Place.of(position, wish.holder())));
                                    case AlreadyWaiting there when wish.chat().switchQueue() ->
                                            switchQueue(wish, there, attempts);
                                    case AlreadyWaiting there -> reply(stays(wish.holder(), there));
                                    case AlreadyTalking(var session) ->
                                            resume(wish, session, attempts);
                                    case Accepted(var session) -> begin(session);
                                    case Done _ ->
                                            Future.failedFuture(
                                                    new IllegalStateException(
                                                            "the queue answered " + answer));
                                });
    }

    private Future<TpiReplies> switchQueue(Wish wish, AlreadyWaiting there, int attempts) {
        return owned.getRequest(wish.holder(), there.request().value())
                .compose(
                        view -> {
                            if (view.queue().equals(wish.queue())) {
                                return reply(stays(wish.holder(), there));
                            }
                            return waiting.cancel(wish.holder(), view)
                                    .compose(_ -> enqueue(wish.withoutSwitch(), attempts));
                        });
    }

    /**
     * The client talks already: under this login, or under one it has lost (decision V2-12). Who
     * has no login is taken to have lost track. When the session ends in this very moment, the
     * request is made once more, as if it had come a little later.
     */
    private Future<TpiReplies> resume(Wish wish, SessionId id, int attempts) {
        return getTalk(id)
                .compose(session -> isOwn(wish, session) ? owns(id) : resume(wish, session))
                .recover(
                        failure ->
                                ENDED_SINCE.contains(TpiErrors.codeOf(failure))
                                        ? again(wish, attempts - 1)
                                        : Future.failedFuture(failure));
    }

    private Future<TpiReplies> resume(Wish wish, SessionView session) {
        Holder holder = wish.holder();
        return world.bus()
                .ask(
                        Addresses.session(session.id()),
                        new Resume(holder.client().id(), holder.key(), wish.origin().target()))
                .compose(_ -> talking(session, true));
    }

    private Future<TpiReplies> again(Wish wish, int attempts) {
        return attempts > 0
                ? enqueue(wish, attempts)
                : Future.failedFuture(
                        new Refusal(ErrorCode.UNAVAILABLE, "sessions end as fast as they begin"));
    }

    private static boolean isOwn(Wish wish, SessionView session) {
        var key = wish.holder().key();
        return key != null && key.equals(session.token());
    }

    private static Future<TpiReplies> owns(SessionId session) {
        return reply(new TpiReplies.AlreadyTalking(session));
    }

    private Future<TpiReplies> begin(SessionId id) {
        return world.views()
                .findSession(id)
                .map(found -> found.orElseThrow(ChatRequests::endedSince))
                .compose(session -> talking(session, false));
    }

    private Future<TpiReplies> talking(SessionView session, boolean continued) {
        AgentId first = session.agents().isEmpty() ? null : session.agents().getFirst();
        return queues.findAgent(first)
                .map(
                        agent ->
                                new TpiReplies.Talking(
                                        session.id(),
                                        agent.orElse(null),
                                        continued,
                                        session.kind() == SessionKind.DEDICATED));
    }

    /** The open session that the queue spoke of; it may have ended since. */
    private Future<SessionView> getTalk(SessionId id) {
        return world.views()
                .findSession(id)
                .map(
                        found ->
                                found.filter(SessionView::open)
                                        .orElseThrow(ChatRequests::endedSince));
    }

    private static RequestOrigin origin(
            Holder holder, Chat chat, @Nullable CallbackTarget target, @Nullable AgentId wanted) {
        return new RequestOrigin(
                holder.client().id(),
                holder.key(),
                chat.source().from(),
                chat.source().brand(),
                chat.source().tracks(),
                target,
                null,
                wanted);
    }

    private static TpiReplies stays(Holder holder, AlreadyWaiting there) {
        return new TpiReplies.AlreadyWaiting(there.request(), Place.of(there.position(), holder));
    }

    private static Future<TpiReplies> reply(TpiReplies reply) {
        return Future.succeededFuture(reply);
    }

    private static Refusal endedSince() {
        return new Refusal(ErrorCode.SESSION_CLOSED, "the session has just ended");
    }
}
