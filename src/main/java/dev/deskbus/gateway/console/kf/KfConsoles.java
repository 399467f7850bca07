package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.http.AgentTokens;
import io.vertx.core.Deployable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the KF consoles' sockets, on any number of servers: {@code
 * server.webSocketHandshakeHandler(consoles.at("/ws/kf"))}. May be shared by all threads.
 */
public final class KfConsoles {
    /** The largest message, and frame, that a console may send, in bytes. */
    public static final int LONGEST_MESSAGE = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(KfConsoles.class);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Vertx vertx;
    private final KfDesk desk;
    private final KfOrigins origins;

    /** Serves consoles with these ports; {@code node} is written beside each agent's presence. */
    public KfConsoles(
            Vertx vertx, KfPorts ports, AgentTokens tokens, NodeId node, KfSettings settings) {
        this.vertx = vertx;
        this.desk = new KfDesk(ports, tokens, node, settings);
        this.origins = new KfOrigins(settings.origins());
    }

    /** The limits that a server with consoles needs: small messages, no compression. */
    public static HttpServerOptions limit(HttpServerOptions options) {
        return options.setMaxWebSocketFrameSize(LONGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LONGEST_MESSAGE)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    /** Repairs what was lost on the way to the consoles: to be deployed once. */
    public Deployable rounds() {
        return desk.rounds();
    }

    /** Takes sockets on that path alone; 404 for other paths, 403 for foreign origins. */
    public Handler<ServerWebSocketHandshake> at(String path) {
        return handshake -> {
            if (!path.equals(handshake.path())) {
                handshake.reject(NOT_FOUND);
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

    /** Serves a socket whose handshake is done and whose origin was checked. */
    public void open(ServerWebSocket socket) {
        new KfConnection(vertx, socket, desk).listen();
    }
}
