package dev.deskbus.gateway.callback;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * One call of the TPI documents, or of the WeChat one: what is appended to the base address, and
 * the body.
 *
 * @param name the last part of the path, such as {@code msg}
 */
record TpiCall(String name, JsonObject body) {
    /** What third parties need not implement (decision R9). */
    private static final Set<String> OPTIONAL =
            Set.of(
                    "agentsUpdate",
                    "sessionAgentsUpdate",
                    "updateRequestStatus",
                    "pushRating",
                    "/pushRating");

    /** Whether a 404 there is normal. */
    boolean isOptional() {
        return OPTIONAL.contains(name);
    }
}
