package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.tpi.TpiReplies.Place;
import dev.deskbus.gateway.tpi.TpiRequests.Transfer;
import dev.deskbus.gateway.tpi.TpiResource.World;
import dev.deskbus.port.ClientStore.Holder;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Type 2023: a robot's client asks for a person; the session stays (decision V2-16). */
final class Transfers {
    private final World world;
    private final Owned owned;
    private final Queues queues;

    Transfers(World world, Owned owned, Queues queues) {
        this.world = world;
        this.owned = owned;
        this.queues = queues;
    }

    /** Joins the line of a queue of people; refused with -18 where no robot answers. */
    Future<TpiReplies> transfer(Holder holder, Transfer transfer) {
        return owned.getOpenSession(holder, transfer.sessionId())
                .map(Transfers::withRobot)
                .compose(
                        session ->
                                findQueue(holder, session, transfer)
                                        .compose(queue -> join(holder, transfer, session, queue)));
    }

    private Future<QueueId> findQueue(Holder holder, SessionView session, Transfer transfer) {
        Long named = transfer.queueId();
        return (named == null ? usual(session) : Future.succeededFuture(named))
                .compose(number -> queues.getQueue(holder, number))
                .map(Transfers::ofPeople);
    }

    /** Where the robot's queue says. */
    private Future<Long> usual(SessionView session) {
        return world.directory()
                .findQueue(session.queue())
                .map(
                        found ->
                                found.map(QueueRules::transferTo)
                                        .map(QueueId::value)
                                        .orElseThrow(Queues::unknown));
    }

    private Future<TpiReplies> join(
            Holder holder, Transfer transfer, SessionView session, QueueId queue) {
        return queues.findWanted(holder, transfer.toUserId())
                .compose(
                        wanted ->
                                world.views()
                                        .findTarget(session.id())
                                        .map(
                                                target ->
                                                        origin(
                                                                holder,
                                                                transfer,
                                                                session,
                                                                target,
                                                                wanted.orElse(null))))
                .compose(origin -> queues.enqueue(queue, origin))
                .compose(answer -> reply(holder, answer));
    }

    private static Future<TpiReplies> reply(Holder holder, QueueAnswer answer) {
        return switch (answer) {
            case Enqueued(var request, int position) ->
                    Future.succeededFuture(
                            new TpiReplies.TransferQueued(request, Place.of(position, holder)));
            case AlreadyWaiting(var request, int position) ->
                    Future.succeededFuture(
                            new TpiReplies.AlreadyWaiting(request, Place.of(position, holder)));
            case Accepted(var session) ->
                    Future.succeededFuture(new TpiReplies.Talking(session, null, false, false));
            case AlreadyTalking(var session) ->
                    Future.succeededFuture(new TpiReplies.AlreadyTalking(session));
            case Done _ ->
                    Future.failedFuture(new IllegalStateException("the queue answered " + answer));
        };
    }

    private static RequestOrigin origin(
            Holder holder,
            Transfer transfer,
            SessionView session,
            Optional<CallbackTarget> target,
            @Nullable AgentId wanted) {
        return new RequestOrigin(
                holder.client().id(),
                holder.key(),
                transfer.from(),
                null,
                null,
                target.orElse(null),
                session.id(),
                wanted);
    }

    private static SessionView withRobot(SessionView session) {
        if (session.kind() != SessionKind.ROBOT) {
            throw new Refusal(ErrorCode.SESSION_KIND_WRONG, "no robot answers there");
        }
        return session;
    }

    private static QueueId ofPeople(QueueRules rules) {
        if (rules.kind() == SessionKind.ROBOT) {
            throw Queues.unknown();
        }
        return rules.id();
    }
}
