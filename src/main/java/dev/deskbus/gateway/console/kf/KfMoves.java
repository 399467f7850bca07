package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.gateway.console.kf.KfRequests.Invite;
import dev.deskbus.gateway.console.kf.KfRequests.Transform;
import dev.deskbus.port.IdSource;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * How sessions change hands at a KF console: transfer to an agent, into a line, back into its line
 * (document section 10, decision KF-23), and who takes part (decisions, section 8).
 */
final class KfMoves {
    private final KfActs acts;
    private final IdSource ids;

    KfMoves(KfActs acts, IdSource ids) {
        this.acts = acts;
        this.ids = ids;
    }

    /** Without a target it goes back to the line. */
    Future<JsonObject> transform(Agent me, Transform request) {
        Long customer = request.customer();
        return acts.getSession(me, request.user())
                .compose(
                        session ->
                                customer == null
                                        ? giveBack(me, session, request)
                                        : transfer(me, session, customer))
                .map(_ -> KfReplies.done(request.method()));
    }

    private Future<SessionAnswer> transfer(Agent me, SessionView session, long customer) {
        return acts.getColleague(me, customer)
                .compose(to -> acts.act(me, session, act -> new Transfer(act, to.id())));
    }

    private Future<SessionAnswer> giveBack(Agent me, SessionView session, Transform request) {
        return ids.next()
                .map(RequestId::new)
                .compose(
                        number ->
                                acts.act(
                                        me,
                                        session,
                                        act -> new GiveBack(act, number, request.queue())));
    }

    /** A colleague takes part too. */
    Future<JsonObject> invite(Agent me, Invite request) {
        return acts.getSession(me, request.user())
                .compose(session -> invite(me, session, request.customer()))
                .map(_ -> KfReplies.done(KfCodec.INVITE));
    }

    private Future<SessionAnswer> invite(Agent me, SessionView session, long customer) {
        return acts.getColleague(me, customer)
                .compose(agent -> acts.act(me, session, act -> new Join(act, agent.id())));
    }

    /** The last one cannot. */
    Future<JsonObject> leave(Agent me, ClientId user) {
        return acts.getSession(me, user)
                .compose(session -> acts.act(me, session, Leave::new))
                .map(_ -> KfReplies.done(KfCodec.LEAVE));
    }
}
