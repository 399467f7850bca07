package dev.deskbus.gateway.console.web;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The bridge's frames for the browser, as its client library reads them. Pure. */
final class BridgeReplies {
    private static final String OF_THE_BRIDGE = "ERROR";
    private static final String OF_A_REQUEST = "RECIPIENT_FAILURE";

    private BridgeReplies() {}

    /** What comes to that address: a reply or a push. */
    static JsonObject received(String address, JsonObject body) {
        return new JsonObject().put("type", "rec").put("address", address).put("body", body);
    }

    /** The bridge itself took no such frame. */
    static JsonObject error(BridgeError error, @Nullable String replyAddress) {
        return error(replyAddress, error.code(), OF_THE_BRIDGE, error.word())
                .put("body", error.word());
    }

    /** A request was refused. */
    static JsonObject failed(Throwable failure, @Nullable String replyAddress) {
        return error(replyAddress, WebErrors.code(failure), OF_A_REQUEST, WebErrors.words(failure));
    }

    private static JsonObject error(
            @Nullable String replyAddress, int code, String type, String words) {
        JsonObject frame = new JsonObject().put("type", "err");
        if (replyAddress != null) {
            frame.put("address", replyAddress);
        }
        return frame.put("failureCode", code).put("failureType", type).put("message", words);
    }
}
