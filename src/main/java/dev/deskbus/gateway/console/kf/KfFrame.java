package dev.deskbus.gateway.console.kf;

import dev.deskbus.gateway.http.Fields;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A frame that could be read, its parameters not yet.
 *
 * @param seq the console's own mark, echoed in the reply (decision KF-16)
 */
record KfFrame(String method, @Nullable Object seq, Fields fields) {
    /** The reply to this frame, marked. */
    JsonObject mark(JsonObject reply) {
        return seq == null ? reply : reply.put("seq", seq);
    }
}
