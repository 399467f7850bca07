package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.Origins;
import dev.deskbus.gateway.http.AgentTokens;
import io.vertx.core.Deployable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocketHandshake;

/** Opens the admin consoles' sockets, on any number of servers. May be shared by all threads. */
public final class AdminConsoles {
    private final AdminDesk desk;
    private final AdminSettings settings;
    private final ConsoleSockets sockets;

    /** Serves consoles with these ports; {@code node} is written beside each agent's presence. */
    public AdminConsoles(
            Vertx vertx,
            AdminPorts ports,
            AgentTokens tokens,
            NodeId node,
            AdminSettings settings) {
        this.desk = new AdminDesk(ports, tokens, node, settings);
        this.settings = settings;
        this.sockets =
                new ConsoleSockets(
                        vertx,
                        desk.console(),
                        new Origins(settings.origins()),
                        socket -> new AdminWire(desk, socket));
    }

    /** Repairs what was lost on the way to the consoles: to be deployed once. */
    public Deployable rounds() {
        return desk.console().rounds();
    }

    /** Takes sockets on the path of the settings, and leaves all the others to somebody else. */
    public Handler<ServerWebSocketHandshake> before(Handler<ServerWebSocketHandshake> others) {
        return sockets.at(settings.path(), others);
    }

    /** How many frames were readable only leniently (decision G-2). */
    public long lenientFrames() {
        return desk.codec().lenientCount();
    }
}
