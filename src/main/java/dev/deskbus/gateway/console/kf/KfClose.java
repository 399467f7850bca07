package dev.deskbus.gateway.console.kf;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/** Why a console's socket is closed, and the code that tells it. */
enum KfClose {
    LOGGED_OUT(1000, "logged out"),
    NO_TEXT(1003, "text frames only"),
    TOO_LONG(1009, "not acceptable"),
    RESTART(1012, "come back in a moment"),
    STUCK(1013, "frames are not read"),
    NOT_LOGGED_IN(4401, "not logged in"),
    SILENT(4408, "silent for too long"),
    FORCED_OFF(4409, "logged in elsewhere");

    private static final long PATIENCE_MILLIS = 5_000;

    private final short code;
    private final String reason;

    KfClose(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    /** Says goodbye; cuts the connection of a console that does not even read that. */
    void close(Vertx vertx, ServerWebSocket socket) {
        long timer = vertx.setTimer(PATIENCE_MILLIS, _ -> cut(socket));
        socket.close(code, reason).onComplete(_ -> vertx.cancelTimer(timer));
    }

    /** Vert.x waits for ever for a close frame to be written that the far end leaves unread. */
    private static void cut(ServerWebSocket socket) {
        if (socket instanceof WebSocketInternal connected) {
            var _ = connected.channelHandlerContext().close();
        }
    }
}
