package dev.deskbus.gateway.console;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the sockets of one console protocol, on any number of servers. May be shared by all
 * threads.
 */
public final class ConsoleSockets {
    /** The largest message, and frame, that a console may send, in bytes. */
    public static final int LONGEST_MESSAGE = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ConsoleSockets.class);
    private static final int FORBIDDEN = 403;

    private final Vertx vertx;
    private final ConsoleDesk desk;
    private final Origins origins;
    private final Function<ConsoleSocket, ConsoleWire> protocol;

    /** {@code protocol} makes what speaks on each socket. */
    public ConsoleSockets(
            Vertx vertx,
            ConsoleDesk desk,
            Origins origins,
            Function<ConsoleSocket, ConsoleWire> protocol) {
        this.vertx = vertx;
        this.desk = desk;
        this.origins = origins;
        this.protocol = protocol;
    }

    /** The limits that a server with consoles needs: small messages, no compression. */
    public static HttpServerOptions limit(HttpServerOptions options) {
        return options.setMaxWebSocketFrameSize(LONGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LONGEST_MESSAGE)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    /** Takes sockets on that path, 403 for foreign origins; leaves other paths to somebody else. */
    public Handler<ServerWebSocketHandshake> at(
            String path, Handler<ServerWebSocketHandshake> others) {
        return handshake -> {
            if (!path.equals(handshake.path())) {
                others.handle(handshake);
            } else if (!origins.admits(handshake.headers(), handshake.authority())) {
                handshake.reject(FORBIDDEN);
            } else {
                handshake
                        .accept()
                        .onSuccess(this::open)
                        .onFailure(e -> log.atInfo().setCause(e).log("handshake failed"));
            }
        };
    }

    private void open(ServerWebSocket socket) {
        open(vertx, new WebSocketLine(vertx, socket), desk, protocol);
    }

    /** Begins to speak with whoever is at the other end; in the socket's context. */
    public static void open(
            Vertx vertx,
            ConsoleLine line,
            ConsoleDesk desk,
            Function<ConsoleSocket, ConsoleWire> protocol) {
        new ConsoleConnection(vertx, line, desk, protocol).listen();
    }
}
