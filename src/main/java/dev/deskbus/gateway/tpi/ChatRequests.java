package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.SessionCommand.Resume;
import dev.deskbus.gateway.tpi.TpiRequests.Chat;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Type 1000: how a client asks for an agent. */
final class ChatRequests {
    private static final int NO_PRIORITY = 0;

    private final World world;
    private final Owned owned;
    private final Waiting waiting;

    ChatRequests(World world, Owned owned, Waiting waiting) {
        this.world = world;
        this.owned = owned;
        this.waiting = waiting;
    }

    /** 1000: joins the line; the queue decides -3, -5, -1 and -2, in this order (G-8). */
    Future<TpiReplies> enqueue(Holder holder, Chat chat) {
        CallbackTarget target = CallbackAddress.of(chat.serverAddr(), holder.integration());
        return getQueue(holder, chat.queueId())
                .compose(queue -> requireOnline(holder, chat.toUserId()).map(queue))
                .compose(queue -> enqueue(holder, chat, queue, target));
    }

    private Future<TpiReplies> enqueue(
            Holder holder, Chat chat, QueueId queue, @Nullable CallbackTarget target) {
        return ask(
                        queue,
                        new QueueCommand.Enqueue(
                                freshId(), origin(holder, chat, target), NO_PRIORITY))
                .compose(
                        answer ->
                                switch (answer) {
                                    case Enqueued(var request, int position) ->
                                            reply(new TpiReplies.Queued(request, position));
                                    case AlreadyWaiting there when chat.switchQueue() ->
                                            switchQueue(holder, chat, queue, target, there);
                                    case AlreadyWaiting(var request, int position) ->
                                            reply(new TpiReplies.AlreadyWaiting(request, position));
                                    case AlreadyTalking(var session) ->
                                            resume(holder, session, target);
                                    case Accepted(var session) -> begin(session);
                                    case Done _ -> Future.failedFuture(unexpected(answer));
                                });
    }

    private Future<TpiReplies> switchQueue(
            Holder holder,
            Chat chat,
            QueueId queue,
            @Nullable CallbackTarget target,
            AlreadyWaiting there) {
        return owned.getRequest(holder, there.request().value())
                .compose(
                        view -> {
                            if (view.queue().equals(queue)) {
                                return reply(
                                        new TpiReplies.AlreadyWaiting(
                                                there.request(), there.position()));
                            }
                            return waiting.cancel(holder, view)
                                    .compose(
                                            _ ->
                                                    enqueue(
                                                            holder,
                                                            chat.withoutSwitch(),
                                                            queue,
                                                            target));
                        });
    }

    /** The client talks already: under this login, or under one it has lost (decision V2-12). */
    private Future<TpiReplies> resume(
            Holder holder, SessionId id, @Nullable CallbackTarget target) {
        return getTalk(id)
                .compose(
                        session ->
                                holder.key().equals(session.token())
                                        ? reply(new TpiReplies.AlreadyTalking(id))
                                        : resume(holder, session, target));
    }

    private Future<TpiReplies> resume(
            Holder holder, SessionView session, @Nullable CallbackTarget target) {
        return world.bus()
                .ask(
                        Addresses.session(session.id()),
                        new Resume(holder.client().id(), holder.key(), target))
                .compose(_ -> talking(session, true));
    }

    private Future<TpiReplies> begin(SessionId id) {
        return getTalk(id).compose(session -> talking(session, false));
    }

    private Future<TpiReplies> talking(SessionView session, boolean continued) {
        AgentId first = session.agents().isEmpty() ? null : session.agents().getFirst();
        return findAgent(first)
                .map(agent -> new TpiReplies.Talking(session.id(), agent.orElse(null), continued));
    }

    /** The open session that the queue spoke of; it may have ended since. */
    private Future<SessionView> getTalk(SessionId id) {
        return world.views()
                .findSession(id)
                .map(
                        found ->
                                found.filter(SessionView::open)
                                        .orElseThrow(
                                                () ->
                                                        new Refusal(
                                                                ErrorCode.UNAVAILABLE,
                                                                "the session has just ended")));
    }

    private Future<QueueId> getQueue(Holder holder, long number) {
        if (number < 1 || number > Owned.LARGEST_ID) {
            return Future.failedFuture(queueUnknown());
        }
        return world.directory()
                .findQueue(new QueueId(number))
                .map(
                        found ->
                                found.filter(
                                                rules ->
                                                        rules.tenant()
                                                                .equals(holder.client().tenant()))
                                        .orElseThrow(ChatRequests::queueUnknown)
                                        .id());
    }

    /**
     * Refuses an agent that is unknown, or not there, with -9 (decision V2-9). For one that is
     * there the request still joins the ordinary line: agents have no personal lanes yet.
     */
    private Future<Void> requireOnline(Holder holder, @Nullable String toUserId) {
        if (toUserId == null) {
            return Future.succeededFuture();
        }
        return world.presence()
                .findPresent(holder.client().tenant())
                .map(
                        present -> {
                            boolean there =
                                    present.stream()
                                            .map(colleague -> colleague.agent().id().value())
                                            .anyMatch(toUserId::equals);
                            if (!there) {
                                throw new Refusal(
                                        ErrorCode.AGENT_UNAVAILABLE, "that agent is not there");
                            }
                            return null;
                        });
    }

    private Future<Optional<Agent>> findAgent(@Nullable AgentId id) {
        return id == null
                ? Future.succeededFuture(Optional.empty())
                : world.directory().findAgent(id);
    }

    private Future<QueueAnswer> ask(QueueId queue, QueueCommand command) {
        return world.bus().ask(Addresses.queue(queue), command);
    }

    private static RequestOrigin origin(Holder holder, Chat chat, @Nullable CallbackTarget target) {
        return new RequestOrigin(
                holder.client().id(),
                holder.key(),
                chat.source().from(),
                chat.source().brand(),
                chat.source().tracks(),
                target,
                null,
                null);
    }

    private static Future<TpiReplies> reply(TpiReplies reply) {
        return Future.succeededFuture(reply);
    }

    private static CommandId freshId() {
        return new CommandId(UUID.randomUUID().toString());
    }

    private static Refusal queueUnknown() {
        return new Refusal(ErrorCode.QUEUE_UNKNOWN, "no such queue");
    }

    private static IllegalStateException unexpected(QueueAnswer answer) {
        return new IllegalStateException("the queue answered " + answer);
    }
}
