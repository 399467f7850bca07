package dev.deskbus.gateway.console.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the bridge's frames. May be shared by all threads. */
final class BridgeCodec {
    /** As the bridge's client writes it, every five seconds. */
    static final String PING = "{\"type\":\"ping\"}";

    /** Before the verb of every request. */
    static final String IN = "web.in.";

    private static final int LONGEST_ADDRESS = 200;

    /** The client's are UUIDs. */
    private static final Pattern REPLY_ADDRESS = Pattern.compile("[A-Za-z0-9_-]{1,36}");

    private final JsonBody json = new JsonBody();

    /** The frame, or a {@link BridgeFault}. */
    BridgeFrame open(String text) {
        Fields fields = parse(text);
        String type = text(fields, "type", BridgeError.MISSING_TYPE, null);
        if (type.equals("ping")) {
            return new BridgeFrame.Ping();
        }
        String reply = replyAddress(fields);
        String address = text(fields, "address", BridgeError.MISSING_ADDRESS, reply);
        return switch (type) {
            case "register" -> new BridgeFrame.Register(address);
            case "unregister" -> new BridgeFrame.Unregister(address);
            case "send", "publish" -> new BridgeFrame.Send(address, reply, body(fields, reply));
            case String _ -> throw new BridgeFault(BridgeError.INVALID_TYPE, reply);
        };
    }

    /** How many frames were readable only leniently. */
    long lenientCount() {
        return json.lenientCount();
    }

    private Fields parse(String text) {
        try {
            return json.parse(Buffer.buffer(text));
        } catch (Refusal _) {
            throw new BridgeFault(BridgeError.INVALID_JSON, null);
        }
    }

    private static String text(
            Fields fields, String name, BridgeError missing, @Nullable String reply) {
        try {
            String text = fields.textOrEmpty(name, LONGEST_ADDRESS);
            if (!text.isEmpty()) {
                return text;
            }
        } catch (Refusal _) {
            // As good as missing.
        }
        throw new BridgeFault(missing, reply);
    }

    private static @Nullable String replyAddress(Fields fields) {
        if (!fields.has("replyAddress")) {
            return null;
        }
        Object address = fields.findScalar("replyAddress", LONGEST_ADDRESS);
        if (address instanceof String text && REPLY_ADDRESS.matcher(text).matches()) {
            return text;
        }
        throw new BridgeFault(BridgeError.INVALID_REPLY_ADDRESS, null);
    }

    /** A request without a body has no fields. */
    private static Fields body(Fields fields, @Nullable String reply) {
        try {
            return fields.has("body")
                    ? fields.requireObject("body")
                    : Fields.of(JsonNodeFactory.instance.objectNode());
        } catch (Refusal _) {
            throw new BridgeFault(BridgeError.INVALID_JSON, reply);
        }
    }
}
