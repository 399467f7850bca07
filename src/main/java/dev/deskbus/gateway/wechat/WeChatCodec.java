package dev.deskbus.gateway.wechat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import dev.deskbus.gateway.http.Sha256;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates part 1 of the WeChat document: fields into requests, replies into JSON. Pure. */
final class WeChatCodec {
    private static final int LONGEST_ID = 255;
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_SOURCE = 32;

    private final JsonBody json = new JsonBody();
    private final ContentCodec contents = new ContentCodec(json);
    private final Supplier<String> freshIds;

    /**
     * Translates.
     *
     * @param freshIds for messages that their senders did not name
     */
    WeChatCodec(Supplier<String> freshIds) {
        this.freshIds = freshIds;
    }

    /** The request; refuses with {@code PARAMETER_INVALID} or {@code MESSAGE_KIND_UNKNOWN}. */
    WeChatRequests decode(WeChatCall call, Fields fields) {
        return switch (call) {
            case CREATE -> chat(fields);
            case MESSAGE -> say(fields);
            case CLOSE -> new WeChatRequests.Close(sessionId(fields), openId(fields));
            case RATE -> rate(fields);
            case TRANSFER -> transfer(fields);
            case CANCEL -> new WeChatRequests.Cancel(requestId(fields), openId(fields));
            case QUEUE_LENGTH -> new WeChatRequests.QueueLength(requestId(fields), openId(fields));
            case PULSE -> new WeChatRequests.Pulse(sessionId(fields), openId(fields));
        };
    }

    /** The service account that a request names; empty when it names none (decision WX-26). */
    static String epid(Fields fields) {
        String epid = fields.idOrEmpty("epid", LONGEST_ID).strip();
        if (epid.chars().anyMatch(Character::isISOControl)) {
            throw invalid("epid has control characters");
        }
        return epid;
    }

    /** The reply as it goes out: the keys of the document, none of them null (decision R1). */
    ObjectNode encode(WeChatReplies reply) {
        return switch (reply) {
            case WeChatReplies.Done() -> ok();
            case WeChatReplies.Queued(var request, int position) ->
                    putRequest(ok().put("queueLength", Math.max(1, position)), request);
            case WeChatReplies.Begun() -> ok().put("queueLength", 0);
            case WeChatReplies.Served(var session, var agent) ->
                    putAgent(ok().put("queueLength", 0).put("sessionId", session.value()), agent);
            case WeChatReplies.AlreadyWaiting(var request, int position) ->
                    putRequest(
                            refused(WeChatResult.REQUEST_ALREADY_IN_ROULTING)
                                    .put("queueLength", Math.max(1, position)),
                            request);
            case WeChatReplies.AlreadyTalking(var session) ->
                    putSession(refused(WeChatResult.ALREADY_IN_CHATTING), session);
            case WeChatReplies.InLine(int ahead) -> ok().put("orderInQueue", ahead);
            case WeChatReplies.Pulse(boolean live) ->
                    live
                            ? result(WeChatResult.SUCCESS.number())
                            : result(0)
                                    .put("message", WeChatResult.INVAILD_CHAT_SESSION_ID.words());
            case WeChatReplies.Refused(var result, var message) ->
                    result(result.number()).put("message", message);
        };
    }

    private static WeChatRequests chat(Fields fields) {
        String openId = openId(fields);
        if (openId.isEmpty()) {
            throw invalid("openId is empty");
        }
        return new WeChatRequests.Chat(
                openId,
                new WeChatRequests.Person(
                        fields.idOrEmpty("nickname", LONGEST_ID),
                        portrait(fields.idOrEmpty("headImgUrl", LONGEST_URL).strip())),
                fields.requireLong("skillGroup"),
                nullIfEmpty(fields.idOrEmpty("agentId", LONGEST_ID).strip()),
                new WeChatRequests.Source(
                        source(fields, "from"),
                        source(fields, "brand"),
                        fields.findJson("tracks")));
    }

    private WeChatRequests say(Fields fields) {
        String kind = fields.requireId("msgType", LONGEST_ID);
        return new WeChatRequests.Say(
                sessionId(fields),
                openId(fields),
                contents.decode(kind, fields),
                key(fields),
                contents.raw(kind, fields));
    }

    /** One document calls them so, the other otherwise (decision WX-21). */
    private WeChatRequests rate(Fields fields) {
        long named = fields.longOr("chatSessionId", 0);
        String comment = fields.textOrEmpty("ratingComment", Fields.LONGEST_TEXT);
        return new WeChatRequests.Rate(
                named == 0 ? sessionId(fields) : named,
                openId(fields),
                new Rating(
                        fields.requireLong("ratingId"),
                        comment.isEmpty()
                                ? fields.textOrEmpty("ratingComments", Fields.LONGEST_TEXT)
                                : comment,
                        null),
                key(fields));
    }

    /** {@code transferInfo} may be an object, the text of one, or words that nobody follows. */
    private WeChatRequests transfer(Fields fields) {
        Fields more = transferInfo(fields.findJson("transferInfo"));
        long queue = more.longOr("queueId", more.longOr("skillGroup", 0));
        String wanted = more.idOrEmpty("agentId", LONGEST_ID);
        return new WeChatRequests.Transfer(
                sessionId(fields),
                openId(fields),
                queue == 0 ? null : queue,
                nullIfEmpty(wanted.isEmpty() ? more.idOrEmpty("toUserId", LONGEST_ID) : wanted));
    }

    private Fields transferInfo(@Nullable String text) {
        try {
            return json.parse(Buffer.buffer(text == null ? "{}" : text));
        } catch (Refusal _) {
            return json.parse(Buffer.buffer("{}"));
        }
    }

    /** Only who names a message can repeat it (decision WX-25). */
    private MessageKey key(Fields fields) {
        String named = fields.idOrEmpty("msgId", LONGEST_ID);
        return new MessageKey(
                named.isEmpty() ? "wx-e-" + freshIds.get() : "wx-m-" + Sha256.hex(named), null);
    }

    /** A string, though some samples have a number (decision WX-6). */
    private static String openId(Fields fields) {
        return fields.idOrEmpty("openId", LONGEST_ID).strip();
    }

    private static long sessionId(Fields fields) {
        return fields.longOr("sessionId", 0);
    }

    private static long requestId(Fields fields) {
        return fields.longOr("requestId", 0);
    }

    /** What is no address on the web is nothing to show. */
    private static String portrait(String url) {
        return url.matches("(?i)https?://[^\\s\"'<>\\\\]+") ? url : "";
    }

    private static @Nullable String source(Fields fields, String name) {
        String source = fields.idOrEmpty(name, Fields.LONGEST_TEXT);
        if (source.codePointCount(0, source.length()) > LONGEST_SOURCE) {
            throw invalid(name + " is longer than " + LONGEST_SOURCE + " characters");
        }
        return nullIfEmpty(source);
    }

    private static ObjectNode putRequest(ObjectNode node, @Nullable RequestId request) {
        return request == null ? node : node.put("requestId", request.value());
    }

    private static ObjectNode putSession(ObjectNode node, @Nullable SessionId session) {
        return session == null ? node : node.put("sessionId", session.value());
    }

    private static ObjectNode putAgent(ObjectNode node, @Nullable Agent agent) {
        return agent == null
                ? node
                : node.put("agentId", agent.id().value()).put("agentName", agent.name());
    }

    private static ObjectNode ok() {
        return refused(WeChatResult.SUCCESS);
    }

    private static ObjectNode refused(WeChatResult result) {
        return result(result.number()).put("message", result.words());
    }

    private static ObjectNode result(int number) {
        return JsonNodeFactory.instance.objectNode().put("result", number);
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
