package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleEvent.AgentStatusChanged;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionCorrected;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.agent.ConsoleEvent.StatusForced;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.Said;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pushes, with exactly the keys and types of the document's samples (decision KF-4). Pure.
 *
 * @param additive whether keys beyond the document are sent (decision X-9)
 */
record KfPushes(boolean additive) {
    JsonObject loginPush(long number, String name, Instant at) {
        return push("login_push")
                .put("customer_name", name)
                .put("customer_id", number)
                .put("timestamp", at.getEpochSecond());
    }

    JsonObject logoutPush(long number, String name, Instant at) {
        return push("logout_push")
                .put("customer_id", number)
                .put("customer_name", name)
                .put("timestamp", at.getEpochSecond());
    }

    /** Here the agent's number is a string. */
    JsonObject statusPush(AgentStatusChanged changed) {
        AgentStatus status = changed.status();
        return push("set_customer_status_push")
                .put("customer_id", String.valueOf(changed.number()))
                .put("customer_name", changed.name())
                .put("status", status.number());
    }

    /** The same, at the console of the agent itself: a supervisor set it. */
    JsonObject statusPush(StatusForced forced) {
        return statusPush(
                new AgentStatusChanged(
                        forced.agent(), forced.number(), forced.name(), forced.status()));
    }

    /** Somebody took a waiting client; {@code number} is null when it is not known who. */
    JsonObject connectPush(RequestId request, Client client, @Nullable Long number) {
        JsonObject push =
                numbered(push("connect_push").put("userid", client.id().value()), request);
        return additive && number != null ? push.put("customer_id", number) : push;
    }

    /** A client may have waited before: the document's keys do not tell the one from the other. */
    private JsonObject numbered(JsonObject push, RequestId request) {
        return additive ? push.put("request_id", request.value()) : push;
    }

    /** Document section 10.3: an agent handed it on. */
    JsonObject transferPush(Client client) {
        return push("transfer_push").put("userid", client.id().value());
    }

    JsonObject waitListPush(RequestWaiting waiting) {
        return numbered(
                said("wait_list_push", waiting.client(), waiting.messages(), waiting.at()),
                waiting.request());
    }

    JsonObject connectListPush(SessionAssigned assigned) {
        JsonObject push =
                said("connect_list_push", assigned.client(), assigned.messages(), assigned.at());
        JsonArray words = new JsonArray();
        assigned.earlier().forEach(said -> words.add(earlier(said)));
        return words.isEmpty()
                ? push
                : push.put("user_query", words.addAll(push.getJsonArray("user_query")));
    }

    /** The same session, of another client from here on. */
    JsonObject connectListPush(SessionClientChanged changed) {
        return said("connect_list_push", changed.client(), List.of(), changed.at());
    }

    /** The wire has the visitor's words only: those of anybody else begin with who said them. */
    private JsonObject earlier(Said said) {
        return switch (said.speaker()) {
            case Party.OfClient _ -> KfMessages.encode(said.message(), additive);
            case Party.OfAgent(var agent) ->
                    KfMessages.encodeWords("[" + agent.value() + "] ", said.message());
            case Party.OfSystem() -> KfMessages.encodeWords("", said.message());
        };
    }

    JsonObject connectListPush(SessionSaid said) {
        return said("connect_list_push", said.client(), List.of(said.message()), said.at());
    }

    /** Beyond the document: only for consoles that announced it (decisions KF-22, KF-40). */
    JsonObject disconnectPush(Client client) {
        return push("disconnect_push").put("userid", client.id().value());
    }

    /** Beyond the document. */
    JsonObject typingPush(Client client) {
        return push("typing_push").put("userid", client.id().value());
    }

    /** Beyond the document. */
    JsonObject previewPush(Client client, String text) {
        return push("preview_push").put("userid", client.id().value()).put("text", text);
    }

    /** Beyond the document: what a colleague, or a robot, said in a session that is shown here. */
    JsonObject customerMessagePush(SessionSaid said, long number) {
        return of("customer_message_push", said.client(), number, said.at())
                .put("message_id", KfMessages.id(said.session(), said.seq()))
                .put("message", KfMessages.encode(List.of(said.message()), additive));
    }

    /** Beyond the document: among agents. */
    JsonObject whisperPush(SessionWhispered whisper, long number) {
        return of("whisper_push", whisper.client(), number, whisper.at())
                .put("text", whisper.text());
    }

    /** Beyond the document: {@code revoke_push}, or {@code edit_push} with the words instead. */
    JsonObject correctionPush(SessionCorrected corrected, long number) {
        Message instead = corrected.instead();
        JsonObject push =
                of(
                                instead == null ? "revoke_push" : "edit_push",
                                corrected.client(),
                                number,
                                corrected.at())
                        .put("message_id", KfMessages.id(corrected.session(), corrected.of()));
        return instead == null
                ? push
                : push.put("message", KfMessages.encode(List.of(instead), additive));
    }

    /** Beyond the document: everything up to that message was read. */
    JsonObject readPush(SessionRead read, long number) {
        return of("read_push", read.client(), number, read.at())
                .put("message_id", KfMessages.id(read.session(), read.upTo()));
    }

    /** Beyond the document: who takes part now. */
    JsonObject agentsPush(SessionAgentsChanged changed, List<Long> numbers) {
        return push("agents_push")
                .put("userid", changed.client().id().value())
                .put("customer_ids", new JsonArray(numbers));
    }

    private static JsonObject of(String method, Client client, long number, Instant at) {
        return push(method)
                .put("userid", client.id().value())
                .put("customer_id", number)
                .put("timestamp", at.getEpochSecond());
    }

    private JsonObject said(String method, Client client, List<Message> messages, Instant at) {
        return push(method)
                .put("userid", client.id().value())
                .put("head_img", client.portrait())
                .put("nickname", client.name())
                .put("timestamp", at.getEpochSecond())
                .put("user_query", KfMessages.encode(messages, additive));
    }

    private static JsonObject push(String method) {
        return new JsonObject().put("code", KfErrors.OK).put("method", method);
    }
}
