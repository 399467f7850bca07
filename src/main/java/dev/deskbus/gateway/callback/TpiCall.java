package dev.deskbus.gateway.callback;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * One call of the TPI documents, or of the WeChat one: what is appended to the base address, and
 * the body.
 *
 * @param name the last part of the path, such as {@code msg}
 * @param part empty for all there is to tell; else what its delivery id ends with, as one of two
 */
record TpiCall(String name, JsonObject body, String part) {
    TpiCall(String name, JsonObject body) {
        this(name, body, "");
    }

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
