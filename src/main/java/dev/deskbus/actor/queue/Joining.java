package dev.deskbus.actor.queue;

import dev.deskbus.actor.queue.QueueActor.World;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.ChatQueue;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.QueueEvent.RequestAssigned;
import dev.deskbus.domain.queue.QueueEvent.RequestEnded;
import dev.deskbus.domain.queue.QueueEvent.RequestEnqueued;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueRules.WhenNoAgent;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.queue.Step;
import dev.deskbus.domain.queue.Step.Known;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Enqueuing;
import dev.deskbus.port.QueueStore.Newcomer;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * How a client joins the line; where robots or dedicated agents serve, it is given one before it is
 * answered (decisions R3, V2-38).
 */
final class Joining {
    private final QueueLine line;
    private final World world;
    private final Whereabouts whereabouts;

    Joining(QueueLine line, World world, Whereabouts whereabouts) {
        this.line = line;
        this.world = world;
        this.whereabouts = whereabouts;
    }

    Future<QueueAnswer> enqueue(Enqueue command) {
        Future<Optional<Newcomer>> meeting = meet(command);
        return seen(command)
                .compose(_ -> world.ids().next())
                .compose(fresh -> meeting.compose(met -> enqueue(command, fresh, met)));
    }

    private Future<QueueAnswer> enqueue(Enqueue command, long fresh, Optional<Newcomer> met) {
        Known known = met.map(Newcomer::known).orElse(Known.NOTHING);
        return join(
                command,
                ChatQueue.enqueue(line.state(), command, new Step(line.now(), fresh, known)),
                met);
    }

    /** Whoever is turned away because somebody is not there, is so by the database's word. */
    private Future<?> seen(Enqueue command) {
        QueueRules rules = line.state().rules();
        boolean mayBeTurnedAway =
                rules.whenNoAgent() == WhenNoAgent.REJECT
                        || rules.kind() != SessionKind.HUMAN
                        || command.origin().wanted() != null;
        return mayBeTurnedAway ? line.look() : line.lookIfOld();
    }

    private Future<Optional<Newcomer>> meet(Enqueue command) {
        QueueRules rules = line.state().rules();
        return rules.kind() == SessionKind.ROBOT
                ? Future.succeededFuture(Optional.empty())
                : world.store()
                        .meet(command.origin().client(), rules.favour().lastAgentDays())
                        .map(Optional::of);
    }

    private Future<QueueAnswer> join(
            Enqueue command, RequestEnqueued event, Optional<Newcomer> met) {
        return line.join(command.id(), event.waiting(), met)
                .compose(
                        result ->
                                switch (result) {
                                    case Enqueuing.Stored() -> begun(event.waiting().id());
                                    case Enqueuing.Repeated(var request) -> repeated(request);
                                    case Enqueuing.AlreadyWaiting(var request, var position) ->
                                            waiting(request, position);
                                    case Enqueuing.AlreadyTalking(var session, var kind) ->
                                            talking(session, kind);
                                    case Enqueuing.NothingToHandOver() ->
                                            Future.failedFuture(
                                                    new Refusal(
                                                            ErrorCode.SESSION_KIND_WRONG,
                                                            "no robot session to hand over"));
                                    case Enqueuing.Fenced() ->
                                            Future.failedFuture(QueueLine.moved());
                                });
    }

    private Future<QueueAnswer> begun(RequestId request) {
        return isAtOnce() ? give(request) : enqueued(request);
    }

    /** What the first answer was, or what has become of the request since. */
    private Future<QueueAnswer> repeated(RequestId request) {
        if (!isAtOnce()) {
            return enqueued(request);
        }
        return waits(request) ? give(request) : whereabouts.begun(request);
    }

    /** One that was left between its two statements is given now. */
    private Future<QueueAnswer> waiting(RequestId request, int position) {
        return isAtOnce() && waits(request)
                ? give(request)
                : Future.succeededFuture(
                        new AlreadyWaiting(request, Math.max(position, rank(request))));
    }

    /** Decision V2-53. */
    private Future<QueueAnswer> talking(SessionId session, SessionKind kind) {
        return kind == line.state().rules().kind()
                ? Future.succeededFuture(new AlreadyTalking(session))
                : Future.failedFuture(
                        new Refusal(
                                ErrorCode.SESSION_KIND_WRONG,
                                "the client talks in another kind of session"));
    }

    private Future<QueueAnswer> give(RequestId request) {
        return ChatQueue.serve(line.state(), request, line.step())
                .map(this::give)
                .orElseGet(() -> nobody(request));
    }

    private Future<QueueAnswer> give(RequestAssigned event) {
        return line.assign(event)
                .compose(
                        result ->
                                switch (result) {
                                    case Assigning.Assigned assigned ->
                                            Future.succeededFuture(
                                                    new Accepted(assigned.session()));
                                    case Assigning.HandedOver handed ->
                                            Future.succeededFuture(new Accepted(handed.session()));
                                    case Assigning.AgentFull() -> nobody(event.request());
                                    case Assigning.NotWaiting(), Assigning.NothingToHandOver() ->
                                            whereabouts.begun(event.request());
                                    case Assigning.Fenced() ->
                                            Future.failedFuture(QueueLine.moved());
                                });
    }

    /** Nobody waits where everybody is served at once. */
    private Future<QueueAnswer> nobody(RequestId request) {
        return line.write(new RequestEnded(request, RequestStatus.NO_AGENT_ONLINE))
                .compose(
                        _ ->
                                Future.failedFuture(
                                        new Refusal(ErrorCode.QUEUE_NO_AGENT, "nobody is there")));
    }

    private Future<QueueAnswer> enqueued(RequestId request) {
        return Future.succeededFuture(new Enqueued(request, Math.max(1, rank(request))));
    }

    private boolean isAtOnce() {
        return line.state().rules().kind() != SessionKind.HUMAN;
    }

    private boolean waits(RequestId request) {
        return ChatQueue.find(line.state(), request).isPresent();
    }

    private int rank(RequestId request) {
        return ChatQueue.position(line.state(), request);
    }
}
