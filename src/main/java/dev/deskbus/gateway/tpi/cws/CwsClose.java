package dev.deskbus.gateway.tpi.cws;

import dev.deskbus.gateway.http.Goodbye;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;

/** Why a visitor's socket is closed, and the code that tells it. */
enum CwsClose {
    LOGGED_OUT(1000, "logged out"),
    NO_TEXT(1003, "text frames only"),
    TOO_LONG(1009, "not acceptable"),
    RESTART(1012, "come back in a moment"),
    STUCK(1013, "frames are not read"),
    TOKEN_GONE(4401, "the token is not valid any more"),
    SILENT(4408, "silent for too long");

    private final short code;
    private final String reason;

    CwsClose(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    /** Says goodbye. */
    void close(Vertx vertx, ServerWebSocket socket) {
        Goodbye.say(vertx, socket, code, reason);
    }
}
