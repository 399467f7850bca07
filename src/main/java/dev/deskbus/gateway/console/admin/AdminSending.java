package dev.deskbus.gateway.console.admin;

import dev.deskbus.bus.Addresses;
import dev.deskbus.bus.Bus;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.gateway.console.admin.AdminCards.Words;
import dev.deskbus.gateway.console.admin.AdminRequests.Send;
import dev.deskbus.gateway.http.MessageIds;
import dev.deskbus.port.DatabaseClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What an agent says to a guest (32300): answered when it is on disk. */
final class AdminSending {
    private final Bus bus;
    private final DatabaseClock clock;
    private final AdminGuests guests;

    AdminSending(AdminPorts ports, AdminGuests guests) {
        this.bus = ports.bus();
        this.clock = ports.clock();
        this.guests = guests;
    }

    Future<JsonObject> send(Agent me, Send request) {
        return guests.getTalk(me, request.gid(), AdminCode.SEND_GID)
                .compose(
                        talk ->
                                bus.ask(Addresses.session(talk.id()), say(me, request))
                                        .map(answer -> sent(me, talk.id(), request, answer)))
                .recover(
                        failure ->
                                Future.failedFuture(
                                        AdminErrors.aboutGuest(AdminCode.SEND_GID).apply(failure)));
    }

    private static Say say(Agent me, Send request) {
        return new Say(
                new OfAgent(me.id()),
                request.content().message(),
                new MessageKey(key(me, request), null),
                null,
                request.content().extra());
    }

    /** The same for a repeat, and never that of a client's or another agent's message. */
    private static String key(Agent me, Send request) {
        String id = request.clientMessageId();
        return id == null ? "admin:" + UUID.randomUUID() : "admin:" + me.id().value() + ":" + id;
    }

    private JsonObject sent(Agent me, SessionId session, Send request, SessionAnswer answer) {
        Logged logged =
                switch (answer) {
                    case Logged stands -> stands;
                    case SessionAnswer.Done() -> new Logged(0, clock.now());
                };
        Words words =
                new Words(
                        MessageIds.of(session, logged.seq()),
                        request.gid(),
                        new OfAgent(me.id()),
                        request.content().message(),
                        request.content().extra(),
                        logged.at());
        return AdminReplies.of(
                AdminCodec.SEND,
                new JsonObject()
                        .put("gid", request.gid())
                        .put("message_info", AdminCards.message(words, me)));
    }
}
