package dev.deskbus.gateway.wechat;

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
import dev.deskbus.gateway.wechat.Visits.Visit;
import dev.deskbus.gateway.wechat.WeChatRequests.Transfer;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * {@code transferCon.do}: a robot's visitor asks for a person; the session stays (WX-23, V2-16).
 */
final class Handovers {
    private final WeChatWorld world;
    private final Visits visits;
    private final Lines lines;

    Handovers(WeChatWorld world, Visits visits, Lines lines) {
        this.world = world;
        this.visits = visits;
        this.lines = lines;
    }

    /** Joins the line of a queue of people; refused with -2 where no robot answers. */
    Future<WeChatReplies> transfer(Caller caller, Transfer transfer) {
        return visits.getOpenSession(caller, transfer.session(), transfer.openId())
                .map(Handovers::withRobot)
                .compose(
                        visit ->
                                findQueue(caller, visit.view(), transfer)
                                        .compose(queue -> join(caller, transfer, visit, queue)));
    }

    private Future<QueueId> findQueue(Caller caller, SessionView session, Transfer transfer) {
        Long named = transfer.queue();
        return (named == null ? usual(session) : Future.succeededFuture(named))
                .compose(number -> lines.getQueue(caller.integration().tenant(), number))
                .map(Handovers::ofPeople);
    }

    /** Where the robot's queue says. */
    private Future<Long> usual(SessionView session) {
        return world.directory()
                .findQueue(session.queue())
                .map(
                        found ->
                                found.map(QueueRules::transferTo)
                                        .map(QueueId::value)
                                        .orElseThrow(Lines::unknown));
    }

    private Future<WeChatReplies> join(
            Caller caller, Transfer transfer, Visit<SessionView> visit, QueueId queue) {
        return lines.findWanted(caller.integration().tenant(), transfer.wanted())
                .compose(
                        wanted ->
                                world.views()
                                        .findTarget(visit.view().id())
                                        .map(target -> origin(visit, target, wanted)))
                .compose(origin -> lines.enqueue(queue, origin))
                .map(answer -> reply(caller, answer));
    }

    private static WeChatReplies reply(Caller caller, QueueAnswer answer) {
        return switch (answer) {
            case Enqueued(var request, int position) ->
                    new WeChatReplies.Queued(caller.additive(request), position);
            case AlreadyWaiting(var request, int position) ->
                    new WeChatReplies.AlreadyWaiting(caller.additive(request), position);
            case Accepted _ -> new WeChatReplies.Begun();
            case AlreadyTalking(var session) ->
                    new WeChatReplies.AlreadyTalking(caller.additive(session));
            case Done _ -> throw new IllegalStateException("the queue answered " + answer);
        };
    }

    private static RequestOrigin origin(
            Visit<SessionView> visit, Optional<CallbackTarget> target, Optional<AgentId> wanted) {
        return new RequestOrigin(
                visit.visitor().client().id(),
                null,
                null,
                null,
                null,
                target.orElse(null),
                visit.view().id(),
                wanted.orElse(null));
    }

    private static Visit<SessionView> withRobot(Visit<SessionView> visit) {
        if (visit.view().kind() != SessionKind.ROBOT) {
            throw new Refusal(ErrorCode.SESSION_KIND_WRONG, "no robot answers there");
        }
        return visit;
    }

    private static QueueId ofPeople(QueueRules rules) {
        if (rules.kind() == SessionKind.ROBOT) {
            throw Lines.unknown();
        }
        return rules.id();
    }
}
