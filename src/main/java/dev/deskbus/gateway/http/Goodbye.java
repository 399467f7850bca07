package dev.deskbus.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/** How a socket ends. */
public final class Goodbye {
    private static final long PATIENCE_MILLIS = 5_000;

    private Goodbye() {}

    /**
     * Closes the socket; cuts the connection of a far end that does not even read that.
     *
     * @param code what the close frame says to programs
     * @param reason what it says to people
     */
    public static void say(Vertx vertx, ServerWebSocket socket, short code, String reason) {
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
