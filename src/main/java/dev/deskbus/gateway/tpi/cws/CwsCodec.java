package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;

/**
 * Reads frames, and says the same in the words of TPI v2, which serves them. Where TPI v2 has
 * another name for a key both are known. Pure.
 */
final class CwsCodec {
    private static final int TEXT = 1;
    private static final int CUSTOM_NOTICE = 99;
    private static final String SESSION = "sessionId";
    private static final String REQUEST = "requestId";
    private static final String CONTENT = "content";

    private final JsonBody json = new JsonBody();

    /** The frame, read as leniently as a body (decision G-2). */
    CwsFrame open(String text) {
        return CwsFrame.of(json.parse(Buffer.buffer(text)));
    }

    /** How many frames were readable only leniently. */
    long lenientCount() {
        return json.lenientCount();
    }

    /** The same request in the words of TPI v2, for whatever is not the socket's own affair. */
    static Fields translate(CwsType type, Fields fields) {
        ObjectNode in = fields.copy();
        return switch (type) {
            case HEARTBEAT, RECEIPT ->
                    throw new IllegalArgumentException("TPI v2 does not know " + type);
            case LOGOUT -> request(2, in);
            case CHAT ->
                    request(
                            1000,
                            in,
                            "queueId",
                            "from",
                            "brand",
                            "toUserId",
                            "tracks",
                            "switchQueue");
            case CANCEL -> request(1002, in, REQUEST);
            case CLOSE -> request(4001, in, SESSION);
            case RATE ->
                    request(
                            5001,
                            rating(fields, in),
                            SESSION,
                            "ratingId",
                            "ratingComments",
                            "ratingExtends");
            case MESSAGE -> message(fields, in);
            case PRE_MESSAGE -> request(2020, renamed(in, CONTENT, "text"), REQUEST, "text");
            case PREVIEW -> request(2021, renamed(in, CONTENT, "text"), SESSION, "text");
            case TYPING -> request(2022, in, SESSION);
            case CUSTOM -> request(2024, custom(in), SESSION, "noticeType", "notice");
            case ROBOT_MESSAGE -> toRobot(fields, in);
            case ROBOT_TRANSFER ->
                    request(2023, transfer(in), SESSION, "from", "toUserId", "transferInfo");
        };
    }

    private static Fields request(int type, ObjectNode in, String... keys) {
        return fields(type, in, in, keys);
    }

    /** The keys of {@code from}, with what every frame has. */
    private static Fields fields(int type, ObjectNode frame, ObjectNode from, String... keys) {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("type", type);
        for (String key : keys) {
            copy(from, key, out, key);
        }
        copy(frame, "time", out, "time");
        putName(frame, out);
        return Fields.of(out);
    }

    /**
     * The sender's name for its message. A page that counts from 1 each time it is loaded says
     * something new with an old number, but at another time.
     */
    private static void putName(ObjectNode frame, ObjectNode out) {
        JsonNode id = frame.get("messageId");
        if (id != null && id.isValueNode() && !id.isNull() && !id.asText().isEmpty()) {
            JsonNode time = frame.get("time");
            boolean isTimed = time != null && time.isValueNode() && !time.isNull();
            out.put("messageId", isTimed ? id.asText() + "@" + time.asText() : id.asText());
        }
    }

    private static Fields message(Fields fields, ObjectNode in) {
        Fields message = fields.requireObject("msg");
        long kind = message.requireLong("type");
        if (kind == TEXT && in.path("msg").path(CONTENT).isTextual()) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            plain.set("text", in.path("msg").get(CONTENT));
            return said(2001, in, plain, "text");
        }
        if (kind < TEXT || kind > 6) {
            throw new Refusal(ErrorCode.MESSAGE_KIND_UNKNOWN, "no such kind of message");
        }
        ObjectNode content = message.requireObject(CONTENT).copy();
        return switch ((int) kind) {
            case 1 -> said(2001, in, content, "text");
            case 2 -> said(2002, in, content, "name", "imageUri", "thumbData");
            case 3 -> said(2005, in, file(content), "name", "fileUrl", "size", "fileType");
            case 4 -> said(2004, in, content, "poi", "longitude", "latitude", "map", "thumbData");
            case 5 -> said(2003, in, content, "voiceLength", "voiceData");
            default ->
                    said(
                            2006,
                            in,
                            content,
                            "sightUri",
                            "thumbData",
                            "thumbUri",
                            "sightLength",
                            "sightName");
        };
    }

    private static Fields said(int type, ObjectNode frame, ObjectNode content, String... keys) {
        ObjectNode out = fields(type, frame, content, keys).copy();
        copy(frame, SESSION, out, SESSION);
        copy(content, "extra", out, "extra");
        return Fields.of(out);
    }

    private static ObjectNode file(ObjectNode content) {
        copy(content, "type", content, "fileType");
        return renamed(content, "url", "fileUrl");
    }

    /** Words for a robot may stand in {@code msg}, or bare. */
    private static Fields toRobot(Fields fields, ObjectNode in) {
        JsonNode message = in.get("msg");
        if (message != null && message.isObject()) {
            return message(fields, in);
        }
        return fields(
                2001,
                in,
                renamed(renamed(in, "msg", "text"), CONTENT, "text"),
                SESSION,
                "text",
                "extra");
    }

    /** The rating may be an object of its own. */
    private static ObjectNode rating(Fields fields, ObjectNode in) {
        return in.has("rating") ? in.setAll(fields.requireObject("rating").copy()) : in;
    }

    private static ObjectNode custom(ObjectNode in) {
        return renamed(in.put("noticeType", CUSTOM_NOTICE), CONTENT, "notice");
    }

    private static ObjectNode transfer(ObjectNode in) {
        if (!in.has("transferInfo") && in.has("queueId")) {
            in.putObject("transferInfo").set("queueId", in.get("queueId"));
        }
        return in;
    }

    private static ObjectNode renamed(ObjectNode in, String from, String to) {
        copy(in, from, in, to);
        return in;
    }

    private static void copy(ObjectNode from, String name, ObjectNode to, String newName) {
        JsonNode value = from.get(name);
        if (value != null && !value.isNull()) {
            to.set(newName, value);
        }
    }
}
