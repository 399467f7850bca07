package dev.deskbus.gateway.wechat;

import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.gateway.wechat.WeChatRequests.Cancel;
import dev.deskbus.gateway.wechat.WeChatRequests.QueueLength;
import dev.deskbus.port.RequestView;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * {@code cancelRequest.do} and {@code getQueueLength.do}: what is done while waiting, by the
 * request's number or else by whose it is (decision WX-5).
 */
final class Waits {
    private final WeChatWorld world;
    private final Visits visits;
    private final Lines lines;

    Waits(WeChatWorld world, Visits visits, Lines lines) {
        this.world = world;
        this.visits = visits;
        this.lines = lines;
    }

    /** Leaves the line; -2 for who talks by now (decision WX-24). */
    Future<WeChatReplies> cancel(Caller caller, Cancel cancel) {
        return find(caller, cancel.request(), cancel.openId(), request -> cancel(caller, request));
    }

    /** How many are before the person; 0 for who is next (decision WX-9). */
    Future<WeChatReplies> queueLength(Caller caller, QueueLength asked) {
        return find(
                caller,
                asked.request(),
                asked.openId(),
                request -> Future.succeededFuture(request).map(view -> place(caller, view)));
    }

    private Future<WeChatReplies> find(
            Caller caller,
            long request,
            String openId,
            Function<RequestView, Future<WeChatReplies>> then) {
        return request != 0
                ? visits.getRequest(caller, request, openId)
                        .compose(visit -> then.apply(visit.view()))
                : getClient(caller, openId).compose(client -> find(caller, client, then));
    }

    private Future<WeChatReplies> find(
            Caller caller, ClientId client, Function<RequestView, Future<WeChatReplies>> then) {
        return world.views()
                .findWaiting(client)
                .compose(found -> found.map(then).orElseGet(() -> talking(caller, client)));
    }

    private Future<WeChatReplies> cancel(Caller caller, RequestView view) {
        return lines.ask(view.queue(), new QueueCommand.Cancel(view.id(), view.client()))
                .map(
                        answer ->
                                switch (answer) {
                                    case Done _ -> new WeChatReplies.Done();
                                    case Accepted(var session) ->
                                            new WeChatReplies.AlreadyTalking(
                                                    caller.additive(session));
                                    case AlreadyTalking(var session) ->
                                            new WeChatReplies.AlreadyTalking(
                                                    caller.additive(session));
                                    case Enqueued _, AlreadyWaiting _ ->
                                            throw new IllegalStateException(
                                                    "the queue answered " + answer);
                                });
    }

    private static WeChatReplies place(Caller caller, RequestView view) {
        if (view.status() == RequestStatus.WAITING) {
            return new WeChatReplies.InLine(Math.max(0, view.position() - 1));
        }
        if (view.status() == RequestStatus.ACCEPTED) {
            return new WeChatReplies.AlreadyTalking(
                    view.session() == null ? null : caller.additive(view.session()));
        }
        throw Visits.requestUnknown();
    }

    private Future<ClientId> getClient(Caller caller, String openId) {
        return visits.findVisitor(caller, openId)
                .map(found -> found.orElseThrow(Visits::requestUnknown).client().id());
    }

    private Future<WeChatReplies> talking(Caller caller, ClientId client) {
        return world.views()
                .findOpenSession(client)
                .map(
                        found ->
                                found.map(
                                                session ->
                                                        new WeChatReplies.AlreadyTalking(
                                                                caller.additive(session.id())))
                                        .orElseThrow(Visits::requestUnknown));
    }
}
