package dev.deskbus.gateway.console;

import dev.deskbus.gateway.http.Goodbye;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;

/** Why a console's socket is closed, and the code that tells it. */
public enum ConsoleClose {
    LOGGED_OUT(1000, "logged out"),
    NO_TEXT(1003, "text frames only"),
    UNREADABLE(1007, "not a frame"),
    TOO_LONG(1009, "not acceptable"),
    RESTART(1012, "come back in a moment"),
    STUCK(1013, "frames are not read"),
    NOT_LOGGED_IN(4401, "not logged in"),
    SILENT(4408, "silent for too long"),
    FORCED_OFF(4409, "logged in elsewhere"),
    TOO_MANY(4429, "too many frames");

    private final short code;
    private final String reason;

    ConsoleClose(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    /** What the close frame says to programs. */
    public short code() {
        return code;
    }

    /** What it says to people. */
    public String reason() {
        return reason;
    }

    /** Says goodbye; cuts the connection of a console that does not even read that. */
    void close(Vertx vertx, ServerWebSocket socket) {
        Goodbye.say(vertx, socket, code, reason);
    }
}
