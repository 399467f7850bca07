package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.session.SessionCommand.Edit;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Revoke;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.gateway.console.kf.KfRequests.MessageId;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Second thoughts, notes and read marks of an agent in its own sessions (decisions, section 8). */
final class KfCorrections {
    private final KfActs acts;
    private final KfConversations conversations;
    private final Bus bus;

    KfCorrections(KfActs acts, KfConversations conversations, Bus bus) {
        this.acts = acts;
        this.conversations = conversations;
        this.bus = bus;
    }

    /** Within two minutes. */
    Future<JsonObject> revoke(Agent me, KfRequests.Revoke request) {
        return acts.getSession(me, request.user())
                .map(session -> requireOf(session, request.message()))
                .compose(
                        session ->
                                acts.act(
                                        me,
                                        session,
                                        act -> new Revoke(act, request.message().seq())))
                .map(_ -> KfReplies.done(KfCodec.REVOKE));
    }

    /** Within two minutes. */
    Future<JsonObject> edit(Agent me, KfRequests.Edit request) {
        return acts.getSession(me, request.user())
                .map(session -> requireOf(session, request.message()))
                .compose(
                        session ->
                                acts.act(
                                        me,
                                        session,
                                        act ->
                                                new Edit(
                                                        act,
                                                        request.message().seq(),
                                                        request.instead())))
                .map(_ -> KfReplies.done(KfCodec.EDIT));
    }

    /** Never sent to the visitor. */
    Future<JsonObject> note(Agent me, KfRequests.Note request) {
        return acts.getSession(me, request.user())
                .compose(session -> acts.act(me, session, act -> new Whisper(act, request.text())))
                .map(_ -> KfReplies.done(KfCodec.NOTE));
    }

    /** Everything up to now. */
    Future<JsonObject> read(Agent me, ClientId user) {
        return conversations
                .getTalk(me.id(), user)
                .compose(session -> bus.ask(Addresses.session(session), new Read(me.id())))
                .map(_ -> KfReplies.done(KfCodec.READ));
    }

    private static SessionView requireOf(SessionView session, MessageId message) {
        if (!session.id().equals(message.session())) {
            throw new Refusal(ErrorCode.REQUEST_UNKNOWN, "no such message in this session");
        }
        return session;
    }
}
