package dev.deskbus.gateway.tpi;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.gateway.tpi.TpiReplies.Place;
import dev.deskbus.gateway.tpi.TpiRequests.Mark;
import dev.deskbus.gateway.tpi.TpiRequests.Words;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.RequestView;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types 1001, 1002 and 2020: what a client does while it waits. */
final class Waiting {
    private static final Set<ErrorCode> ENDED =
            Set.of(ErrorCode.REQUEST_UNKNOWN, ErrorCode.REQUEST_ENDED);

    private final World world;
    private final Owned owned;
    private final Talks talks;
    private final Showing showing;

    Waiting(World world, Owned owned, Talks talks, Showing showing) {
        this.world = world;
        this.owned = owned;
        this.showing = showing;
        this.talks = talks;
    }

    /** 1001: how the request stands; with the session once there is one (decision V2-17). */
    Future<TpiReplies> check(Holder holder, TpiRequests.CheckRequest check) {
        return owned.getRequest(holder, check.requestId())
                .compose(
                        view ->
                                findAgent(view.agent())
                                        .map(agent -> stateOf(holder, view, agent.orElse(null))));
    }

    /** 1002: leaves the line; the request's row decides (decision V2-19). */
    Future<TpiReplies> cancel(Holder holder, TpiRequests.CancelRequest cancel) {
        return owned.getRequest(holder, cancel.requestId()).compose(view -> cancel(holder, view));
    }

    /** 2020: says something while waiting; afterwards it is an ordinary message (V2-20). */
    Future<TpiReplies> addPreMessage(Holder holder, TpiRequests.PreMessage message) {
        return owned.getRequest(holder, message.requestId())
                .compose(view -> addPreMessage(holder, view, message.words()))
                .map(TpiReplies.Done.SUCCESS);
    }

    /** 2002 to 2006 and 2024 with a request's number: the same with something other than words. */
    Future<TpiReplies> show(Holder holder, long request, Item item, Mark mark) {
        return owned.getRequest(holder, request)
                .map(Waiting::notInVain)
                .compose(
                        view ->
                                showing.message(holder, item)
                                        .compose(message -> add(holder, view, message, mark)))
                .map(TpiReplies.Done.QUIET);
    }

    /** Nothing is kept for a request that has ended. */
    private static RequestView notInVain(RequestView view) {
        return switch (view.status()) {
            case WAITING, ACCEPTED -> view;
            case REFUSED, TIMEOUT, DROPPED, NO_AGENT_ONLINE, OFF_HOUR, CANCELED_BY_CLIENT ->
                    throw new Refusal(ErrorCode.REQUEST_ENDED, "the request has ended");
        };
    }

    /** Leaves whatever line the client waits in, if any; for type 2 (decision V2-1). */
    Future<Void> cancelWaiting(Holder holder) {
        return world.views()
                .findWaiting(holder.client().id())
                .compose(
                        waiting ->
                                waiting.isPresent()
                                        ? cancel(holder, waiting.get()).<Void>mapEmpty()
                                        : Future.<Void>succeededFuture())
                .recover(
                        failure ->
                                ENDED.contains(TpiErrors.codeOf(failure))
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(failure));
    }

    /** The same for a request that was looked up already. */
    Future<TpiReplies> cancel(Holder holder, RequestView view) {
        return ask(view.queue(), new QueueCommand.Cancel(view.id(), holder.client().id()))
                .compose(
                        answer ->
                                switch (answer) {
                                    case Done _ -> Future.succeededFuture(TpiReplies.Done.SUCCESS);
                                    case Accepted(var session) ->
                                            Future.succeededFuture(
                                                    new TpiReplies.AlreadyTalking(session));
                                    case AlreadyTalking(var session) ->
                                            Future.succeededFuture(
                                                    new TpiReplies.AlreadyTalking(session));
                                    case Enqueued _, AlreadyWaiting _ ->
                                            Future.failedFuture(unexpected(answer));
                                });
    }

    private Future<Void> addPreMessage(Holder holder, RequestView view, Words words) {
        Talks.requireWords(words);
        return add(holder, view, Message.Text.plain(words.text()), words.mark());
    }

    /** Said in the session at once where there is one, even while a person is waited for. */
    private Future<Void> add(Holder holder, RequestView view, Message message, Mark mark) {
        SessionId begun = view.session();
        if (begun != null) {
            return talks.say(holder, begun, message, mark);
        }
        var command =
                new QueueCommand.AddPreMessage(
                        view.id(),
                        holder.client().id(),
                        message,
                        mark.key(),
                        mark.time(),
                        mark.extra());
        return ask(view.queue(), command)
                .compose(
                        answer ->
                                switch (answer) {
                                    case Done _ -> Future.succeededFuture();
                                    case Accepted(var session) ->
                                            talks.say(holder, session, message, mark);
                                    case AlreadyTalking(var session) ->
                                            talks.say(holder, session, message, mark);
                                    case Enqueued _, AlreadyWaiting _ ->
                                            Future.failedFuture(unexpected(answer));
                                });
    }

    private static TpiReplies stateOf(Holder holder, RequestView view, @Nullable Agent agent) {
        boolean accepted = view.status() == RequestStatus.ACCEPTED;
        return new TpiReplies.RequestState(
                view.status(),
                Place.of(view.position(), holder),
                accepted ? view.session() : null,
                accepted ? agent : null);
    }

    private Future<Optional<Agent>> findAgent(@Nullable AgentId id) {
        return id == null
                ? Future.succeededFuture(Optional.empty())
                : world.directory().findAgent(id);
    }

    private Future<QueueAnswer> ask(QueueId queue, QueueCommand command) {
        return world.bus().ask(Addresses.queue(queue), command);
    }

    private static IllegalStateException unexpected(QueueAnswer answer) {
        return new IllegalStateException("the queue answered " + answer);
    }
}
