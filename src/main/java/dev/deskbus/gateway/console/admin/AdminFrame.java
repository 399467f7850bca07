package dev.deskbus.gateway.console.admin;

import dev.deskbus.gateway.http.Fields;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A frame that could be read, its parameters not yet.
 *
 * @param callType null when there is none, or none that is a small number
 * @param apiKey as it is echoed (decision AD-4); 0 when there is none
 * @param seq the console's own mark, echoed in the reply (decision AD-19)
 */
record AdminFrame(@Nullable Integer callType, long apiKey, @Nullable Object seq, Fields fields) {
    /** The reply to this frame, marked. */
    JsonObject mark(JsonObject reply) {
        return seq == null ? reply : reply.put("seq", seq);
    }
}
