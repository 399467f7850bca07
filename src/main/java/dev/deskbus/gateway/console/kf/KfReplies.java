package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.ConversationViews.Talk;
import dev.deskbus.port.ConversationViews.Waiter;
import dev.deskbus.port.PresenceStore.Colleague;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * The replies, with exactly the keys and types of the document's samples. Pure.
 *
 * @param additive whether keys beyond the document are sent (decision X-9)
 */
record KfReplies(boolean additive) {
    /** Document section 3.3: no {@code method} (decision KF-5). */
    static JsonObject invalidToken() {
        return new JsonObject().put("code", KfErrors.INVALID_TOKEN).put("msg", "Invalid token");
    }

    /** Section 3.5. */
    static JsonObject loggedInElsewhere() {
        return new JsonObject()
                .put("code", KfErrors.LOGGED_IN_ELSEWHERE)
                .put("msg", "该账号已在别处登录")
                .put("method", KfCodec.LOGIN);
    }

    /** Section 3.6. */
    static JsonObject forcedOff() {
        return new JsonObject()
                .put("code", KfErrors.FORCED_OFF)
                .put("msg", "该账号已在别处登录，你已被强制下线")
                .put("method", KfCodec.LOGIN);
    }

    /** A frame that could not be read at all has no method to name. */
    static JsonObject unreadable() {
        return new JsonObject().put("code", KfErrors.BAD_PARAMETER).put("msg", "not a JSON object");
    }

    /** A failure, whatever the method. */
    static JsonObject failed(String method, Throwable failure) {
        return new JsonObject()
                .put("method", method)
                .put("code", KfErrors.code(failure))
                .put("msg", KfErrors.words(failure));
    }

    /** A success with nothing to tell (decision KF-18). */
    static JsonObject done(String method) {
        return new JsonObject().put("method", method).put("code", KfErrors.OK).put("msg", "ok");
    }

    /** Section 7: the sample has no {@code method} (decision KF-15). */
    JsonObject autoConnectSet() {
        return additive
                ? done(KfCodec.SET_AUTO_CONNECT)
                : new JsonObject().put("code", KfErrors.OK).put("msg", "ok");
    }

    /** Section 3.2; {@code clientId} names this socket (decision KF-33). */
    JsonObject loggedIn(Agent agent, List<Colleague> present, Instant at, String clientId) {
        JsonArray customers = new JsonArray();
        for (Colleague each : present) {
            customers.add(
                    new JsonObject()
                            .put("customer_id", each.agent().number())
                            .put("customer_name", each.agent().name())
                            .put("head_img", each.agent().icon())
                            .put("status", each.status().number()));
        }
        JsonObject reply =
                new JsonObject()
                        .put("code", KfErrors.OK)
                        .put("msg", "ok")
                        .put("method", KfCodec.LOGIN)
                        .put("head_img", agent.icon())
                        .put("timestamp", at.getEpochSecond())
                        .put("customer_list", customers);
        return additive ? reply.put("client_id", clientId) : reply;
    }

    /** Section 6: all keys always, unknown ones empty or 0 (decision KF-14). */
    JsonObject user(Client client) {
        return done(KfCodec.GET_USER)
                .put(
                        "data",
                        new JsonObject()
                                .put("active_time", 0)
                                .put("att_time", 0)
                                .put("bid", client.tenant().value())
                                .put("city", "")
                                .put("country", "")
                                .put("head_img", client.portrait())
                                .put("mobile", "")
                                .put("nickname", client.name())
                                .put("openid", client.id().value())
                                .put("province", "")
                                .put("realname", "")
                                .put("sex", 0)
                                .put("wid", 0));
    }

    /** Section 9.2: the user is named whatever came of it. */
    static JsonObject disconnected(JsonObject outcome, ClientId user) {
        return outcome.put("userid", user.value());
    }

    /**
     * Section 12 (decision KF-27).
     *
     * @param ids of the messages that were taken
     */
    JsonObject sent(List<String> ids, int failed) {
        JsonObject data = new JsonObject().put("failure", failed).put("success", ids.size());
        if (additive) {
            data.put("ids", new JsonArray(ids));
        }
        return new JsonObject()
                .put("code", KfErrors.OK)
                .put("method", KfCodec.SEND_TO_USER)
                .put("data", data);
    }

    /** Section 13. */
    JsonObject waiting(List<Waiter> waiters) {
        JsonArray users = new JsonArray();
        for (Waiter each : waiters) {
            users.add(listed(each.client()).put("last_message", messages(each)));
        }
        return data(KfCodec.GET_WAITING, "user_list", users);
    }

    /** Section 14. */
    JsonObject sessions(List<Talk> talks) {
        JsonArray users = new JsonArray();
        for (Talk each : talks) {
            users.add(
                    listed(each.client())
                            .put("last_message", KfMessages.encode(each.lastMessages(), additive)));
        }
        return data(KfCodec.GET_SESSIONS, "user_list", users);
    }

    /** Section 15 (decision KF-29). */
    JsonObject record(List<KfRecordLine> lines) {
        JsonArray chat = new JsonArray();
        lines.forEach(line -> chat.add(line.encode(additive)));
        return data(KfCodec.GET_RECORD, "list_chat", chat);
    }

    /** Section 16: what may be said, or nothing. */
    JsonObject advice(List<Message> messages) {
        return data(KfCodec.GET_ADVICE, "message_list", KfMessages.encode(messages, additive));
    }

    /** The robot thinks too long (decision KF-31). */
    JsonObject noAdviceInTime() {
        return advice(List.of()).put("code", KfErrors.TOO_LATE).put("msg", "no answer in time");
    }

    private JsonArray messages(Waiter waiter) {
        return KfMessages.encode(waiter.lastMessages(), additive);
    }

    private static JsonObject listed(Client client) {
        return new JsonObject()
                .put("userid", client.id().value())
                .put("head_img", client.portrait());
    }

    /** The samples of the lists have no {@code method} (decision KF-16). */
    private JsonObject data(String method, String key, JsonArray values) {
        JsonObject reply =
                new JsonObject()
                        .put("code", KfErrors.OK)
                        .put("data", new JsonObject().put(key, values));
        return additive ? reply.put("method", method) : reply;
    }
}
