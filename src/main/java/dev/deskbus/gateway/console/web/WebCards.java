package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Party.OfAgent;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.ConversationViews.Talk;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PresenceStore.Colleague;
import dev.deskbus.port.WaitingLines.InLine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** People, sessions and requests as the wire shows them. Times are milliseconds. Pure. */
final class WebCards {
    private WebCards() {}

    static String status(AgentStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static JsonObject client(Client client) {
        return new JsonObject()
                .put("id", client.id().value())
                .put("name", client.name())
                .put("portrait", client.portrait());
    }

    static JsonObject agent(Agent agent) {
        return new JsonObject()
                .put("id", agent.id().value())
                .put("number", agent.number())
                .put("name", agent.name())
                .put("portrait", agent.icon())
                .put("role", agent.role().name().toLowerCase(Locale.ROOT))
                .put("capacity", agent.capacity());
    }

    static JsonObject colleague(Colleague colleague) {
        return agent(colleague.agent()).put("status", status(colleague.status()));
    }

    static JsonObject session(Standing standing) {
        return new JsonObject()
                .put("session", standing.session().value())
                .put("client", client(standing.client()))
                .put("last_seq", standing.lastSeq())
                .put("opened_at", millis(standing.openedAt()));
    }

    static JsonObject talk(Talk talk) {
        return new JsonObject()
                .put("session", talk.session().value())
                .put("client", client(talk.client()))
                .put("last_messages", messages(talk.lastMessages()));
    }

    static JsonObject offer(InLine waiting, boolean isMine) {
        return new JsonObject()
                .put("request", waiting.request().value())
                .put("queue", waiting.queue().value())
                .put("client", client(waiting.client()))
                .put("for_me", isMine)
                .put("messages", messages(waiting.lastMessages()))
                .put("at", millis(waiting.at()));
    }

    /** One line of a client's record. */
    static JsonObject said(HistoryRow row) {
        JsonObject said = new JsonObject();
        if (row.session() != null) {
            said.put("session", row.session().value()).put("seq", row.seq());
        }
        return putSpeaker(said, row.speaker())
                .put("message", WebMessages.encode(row.message()))
                .put("revoked", row.isRevoked())
                .put("at", millis(row.at()));
    }

    static JsonObject putSpeaker(JsonObject said, Party speaker) {
        return switch (speaker) {
            case Party.OfClient _ -> said.put("from", "client");
            case OfAgent(var agent) -> said.put("from", "agent").put("agent", agent.value());
            case Party.OfSystem() -> said.put("from", "system");
        };
    }

    static JsonArray messages(List<Message> messages) {
        return array(messages, WebMessages::encode);
    }

    static <T> JsonArray array(List<T> items, Function<T, JsonObject> encode) {
        JsonArray all = new JsonArray();
        items.forEach(item -> all.add(encode.apply(item)));
        return all;
    }

    static long millis(Instant at) {
        return at.toEpochMilli();
    }
}
