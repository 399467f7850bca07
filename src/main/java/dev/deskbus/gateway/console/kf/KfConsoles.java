package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.Origins;
import dev.deskbus.gateway.http.AgentTokens;
import io.vertx.core.Deployable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocketHandshake;

/**
 * Opens the KF consoles' sockets, on any number of servers: {@code
 * server.webSocketHandshakeHandler(consoles.at("/ws/kf"))}. May be shared by all threads.
 */
public final class KfConsoles {
    private static final int NOT_FOUND = 404;

    private final KfDesk desk;
    private final ConsoleSockets sockets;

    /** Serves consoles with these ports; {@code node} is written beside each agent's presence. */
    public KfConsoles(
            Vertx vertx, KfPorts ports, AgentTokens tokens, NodeId node, KfSettings settings) {
        this.desk = new KfDesk(ports, tokens, node, settings);
        this.sockets =
                new ConsoleSockets(
                        vertx,
                        desk.console(),
                        new Origins(settings.origins()),
                        socket -> new KfWire(desk, socket));
    }

    /** Repairs what was lost on the way to the consoles: to be deployed once. */
    public Deployable rounds() {
        return desk.console().rounds();
    }

    /** Takes sockets on that path alone; 404 for other paths, 403 for foreign origins. */
    public Handler<ServerWebSocketHandshake> at(String path) {
        return sockets.at(path, handshake -> handshake.reject(NOT_FOUND));
    }
}
