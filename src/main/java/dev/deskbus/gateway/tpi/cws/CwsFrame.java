package dev.deskbus.gateway.tpi.cws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.gateway.http.Fields;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a visitor.
 *
 * @param messageId as it was sent, to be sent back; null when there was none
 * @param type as it was sent
 */
record CwsFrame(@Nullable JsonNode messageId, @Nullable JsonNode type, Fields fields) {
    private static final int LONGEST = 1024;

    /** The frame with those fields. */
    static CwsFrame of(Fields fields) {
        ObjectNode object = fields.copy();
        return new CwsFrame(scalar(object.get("messageId")), scalar(object.get("type")), fields);
    }

    /** The answer with what tells its receiver which frame it answers. */
    ObjectNode mark(ObjectNode answer) {
        ObjectNode marked = JsonNodeFactory.instance.objectNode();
        if (messageId != null) {
            marked.set("messageId", messageId);
        }
        if (type != null) {
            marked.set("type", type);
        }
        return marked.setAll(answer);
    }

    private static @Nullable JsonNode scalar(@Nullable JsonNode node) {
        return node != null && node.isValueNode() && node.asText().length() <= LONGEST
                ? node
                : null;
    }
}
