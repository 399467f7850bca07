package dev.deskbus.gateway.console.admin;

import io.vertx.core.json.JsonObject;

/** The frames of the wire, with exactly the keys of the document, in its order. Pure. */
final class AdminReplies {
    private static final int OK = 200;
    private static final String SUCCESS = "Success";
    private static final String ERROR = "Error";

    private AdminReplies() {}

    /** A reply or push that says something. */
    static JsonObject of(int apiKey, JsonObject data) {
        return new JsonObject()
                .put("api_key", apiKey)
                .put("data", data)
                .put("code", OK)
                .put("message", "")
                .put("status", SUCCESS);
    }

    /** A failure (decision AD-4); without {@code api_key} when the frame had none. */
    static JsonObject failed(long apiKey, AdminFault fault) {
        JsonObject reply = new JsonObject();
        if (apiKey != 0) {
            reply.put("api_key", apiKey);
        }
        return reply.put("data", new JsonObject())
                .put("code", fault.code().number())
                .put("message", fault.words())
                .put("status", ERROR);
    }

    /** Decision AD-3. */
    static JsonObject alive() {
        return new JsonObject().put("call_type", 0).put("code", OK).put("status", SUCCESS);
    }

    /** Decision AD-22: somebody logged in elsewhere. */
    static JsonObject forcedOff() {
        return failed(0, AdminCode.LOG_IN_AGAIN.fault());
    }
}
