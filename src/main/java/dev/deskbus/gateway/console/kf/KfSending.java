package dev.deskbus.gateway.console.kf;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.gateway.console.kf.KfRequests.SendToUser;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The messages of one frame, said one after the other (document section 12). The first that fails
 * ends it: a later one must never stand before it.
 */
final class KfSending {
    private final Bus bus;
    private final KfReplies replies;
    private final OfAgent speaker;
    private final SessionId session;
    private final SendToUser request;
    private final String key;
    private final List<String> ids = new ArrayList<>();

    KfSending(Bus bus, KfReplies replies, Agent me, SessionId session, SendToUser request) {
        this.bus = bus;
        this.replies = replies;
        this.speaker = new OfAgent(me.id());
        this.session = session;
        this.request = request;
        this.key = key(me, request);
    }

    /** The same for a repeat, and never that of a client's or another agent's message. */
    private static String key(Agent me, SendToUser request) {
        String id = request.clientMessageId();
        return id == null ? "kf:" + UUID.randomUUID() : "kf:" + me.id().value() + ":" + id;
    }

    /** Says them all; the reply counts what came of it (decision KF-27). */
    Future<JsonObject> run() {
        if (ids.size() == request.messages().size()) {
            return Future.succeededFuture(replies.sent(ids, request.unreadable()));
        }
        return sayNext()
                .transform(
                        (answer, failure) -> {
                            if (failure != null) {
                                return Future.succeededFuture(ended(failure));
                            }
                            ids.add(id(answer));
                            return run();
                        });
    }

    private Future<SessionAnswer> sayNext() {
        int n = ids.size();
        return bus.ask(
                Addresses.session(session),
                new Say(
                        speaker,
                        request.messages().get(n),
                        new MessageKey(key + ":" + n, null),
                        null,
                        null));
    }

    private String id(SessionAnswer answer) {
        return switch (answer) {
            case SessionAnswer.Logged logged -> KfMessages.id(session, logged.seq());
            case SessionAnswer.Done() -> KfMessages.id(session, 0);
        };
    }

    private JsonObject ended(Throwable failure) {
        JsonObject counted =
                replies.sent(ids, request.unreadable() + request.messages().size() - ids.size());
        return ids.isEmpty()
                ? KfReplies.failed(KfCodec.SEND_TO_USER, failure)
                        .put("data", counted.getJsonObject("data"))
                : counted;
    }
}
