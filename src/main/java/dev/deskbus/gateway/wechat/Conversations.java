package dev.deskbus.gateway.wechat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyTalking;
import dev.deskbus.domain.queue.QueueAnswer.AlreadyWaiting;
import dev.deskbus.domain.queue.QueueAnswer.Done;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.wechat.Visits.Visit;
import dev.deskbus.gateway.wechat.Visits.Visitor;
import dev.deskbus.gateway.wechat.WeChatRequests.Close;
import dev.deskbus.gateway.wechat.WeChatRequests.Pulse;
import dev.deskbus.gateway.wechat.WeChatRequests.Rate;
import dev.deskbus.gateway.wechat.WeChatRequests.Say;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * {@code getmsg.do}, {@code closecon.do}, {@code ratesession.do} and {@code pulse.do}: what a
 * person does in a session, and says while waiting for one.
 */
final class Conversations {
    private static final String CLOSED_BY_CLIENT = "closed by the client";

    private final WeChatWorld world;
    private final Visits visits;
    private final Lines lines;
    private final Showing showing;

    Conversations(WeChatWorld world, Visits visits, Lines lines) {
        this.world = world;
        this.visits = visits;
        this.lines = lines;
        this.showing = new Showing(world);
    }

    /** Says or shows something; done when it is on disk. */
    Future<WeChatReplies> say(Caller caller, Say say) {
        Future<Void> said =
                say.session() != 0
                        ? visits.getOpenSession(caller, say.session(), say.openId())
                                .compose(visit -> say(visit.visitor(), visit.view(), say))
                        : visits.findVisitor(caller, say.openId())
                                .map(found -> found.orElseThrow(Visits::sessionUnknown))
                                .compose(visitor -> sayWhereverItIs(visitor, say));
        return said.map(new WeChatReplies.Done());
    }

    /** Ends the session; ending it twice is no error. */
    Future<WeChatReplies> close(Caller caller, Close close) {
        return visits.getSession(caller, close.session(), close.openId())
                .compose(this::close)
                .map(new WeChatReplies.Done());
    }

    /** Rates it, also for a week after its end (decision V2-30). */
    Future<WeChatReplies> rate(Caller caller, Rate rate) {
        return visits.getSession(caller, rate.session(), rate.openId())
                .compose(
                        visit ->
                                ask(
                                        visit.view().id(),
                                        new SessionCommand.Rate(
                                                rate.key(),
                                                visit.visitor().client().id(),
                                                rate.rating())))
                .map(new WeChatReplies.Done());
    }

    /** Whether the session goes on; without a number, whether any does (decision WX-22). */
    Future<WeChatReplies> pulse(Caller caller, Pulse pulse) {
        Future<Boolean> live =
                pulse.session() != 0
                        ? visits.getSession(caller, pulse.session(), pulse.openId())
                                .map(visit -> visit.view().open())
                                .recover(Conversations::asNotLive)
                        : visits.findVisitor(caller, pulse.openId())
                                .compose(
                                        found ->
                                                found.map(this::talks)
                                                        .orElseGet(
                                                                () ->
                                                                        Future.succeededFuture(
                                                                                false)));
        return live.map(WeChatReplies.Pulse::new);
    }

    private Future<Boolean> talks(Visitor visitor) {
        return world.views().findOpenSession(visitor.client().id()).map(found -> found.isPresent());
    }

    private static Future<Boolean> asNotLive(Throwable failure) {
        return WeChatErrors.codeOf(failure) == ErrorCode.SESSION_UNKNOWN
                ? Future.succeededFuture(false)
                : Future.failedFuture(failure);
    }

    /** While waiting it is kept for the agent (decision WX-11); just accepted, it is said there. */
    private Future<Void> sayWhereverItIs(Visitor visitor, Say say) {
        return world.views()
                .findWaiting(visitor.client().id())
                .compose(
                        found ->
                                found.map(request -> sayWaiting(visitor, request, say))
                                        .orElseGet(() -> sayInOpenSession(visitor, say)));
    }

    private Future<Void> sayInOpenSession(Visitor visitor, Say say) {
        return world.views()
                .findOpenSession(visitor.client().id())
                .map(found -> found.orElseThrow(Visits::sessionUnknown))
                .compose(session -> say(visitor, session, say));
    }

    /** A robot's visitor who waits for a person talks to the robot meanwhile. */
    private Future<Void> sayWaiting(Visitor visitor, RequestView request, Say say) {
        return request.session() != null
                ? sayInOpenSession(visitor, say)
                : showing.message(visitor, null, say.content(), say.key())
                        .compose(message -> keep(visitor, request, message, say));
    }

    private Future<Void> keep(Visitor visitor, RequestView request, Message message, Say say) {
        var command =
                new QueueCommand.AddPreMessage(
                        request.id(), visitor.client().id(), message, say.key(), null, say.raw());
        return lines.ask(request.queue(), command)
                .compose(
                        answer ->
                                switch (answer) {
                                    case Done _ -> Future.succeededFuture();
                                    case Accepted(var session) ->
                                            ask(session, saying(visitor, message, say));
                                    case AlreadyTalking(var session) ->
                                            ask(session, saying(visitor, message, say));
                                    case Enqueued _, AlreadyWaiting _ ->
                                            Future.failedFuture(
                                                    new IllegalStateException(
                                                            "the queue answered " + answer));
                                });
    }

    private Future<Void> say(Visitor visitor, SessionView session, Say say) {
        return showing.message(visitor, session, say.content(), say.key())
                .compose(message -> ask(session.id(), saying(visitor, message, say)));
    }

    private static SessionCommand saying(Visitor visitor, Message message, Say say) {
        return new SessionCommand.Say(visitor.speaker(), message, say.key(), null, say.raw());
    }

    private Future<Void> close(Visit<SessionView> visit) {
        if (!visit.view().open()) {
            return Future.succeededFuture();
        }
        var command =
                new SessionCommand.Close(
                        new CommandId(UUID.randomUUID().toString()),
                        visit.visitor().speaker(),
                        CLOSED_BY_CLIENT);
        return ask(visit.view().id(), command)
                .recover(
                        failure ->
                                WeChatErrors.codeOf(failure) == ErrorCode.SESSION_CLOSED
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(failure));
    }

    private Future<Void> ask(SessionId session, SessionCommand command) {
        return world.bus().ask(Addresses.session(session), command).mapEmpty();
    }
}
