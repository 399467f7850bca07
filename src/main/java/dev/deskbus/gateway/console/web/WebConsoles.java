package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.ConsoleLine;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.Origins;
import dev.deskbus.gateway.console.WebSocketLine;
import dev.deskbus.gateway.console.web.WebDoor.Admitted;
import dev.deskbus.gateway.http.AgentTokens;
import io.vertx.core.Deployable;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.ext.web.Router;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the browser consoles' sockets below {@code /eventbus}, on any number of servers. May be
 * shared by all threads.
 */
public final class WebConsoles {
    private static final Logger log = LoggerFactory.getLogger(WebConsoles.class);
    private static final Pattern TICKET = Pattern.compile("(?:^|.*&)ticket=([^&]*)(?:&.*|$)");

    private final Vertx vertx;
    private final WebDesk desk;
    private final Origins origins;
    private final WebResource resource;

    /** Serves consoles with these ports; {@code node} is written beside each agent's presence. */
    public WebConsoles(
            Vertx vertx, WebPorts ports, AgentTokens tokens, NodeId node, WebSettings settings) {
        Tickets tickets = new Tickets(vertx);
        WebDoor door = new WebDoor(ports, tokens, tickets, settings.recheck());
        this.vertx = vertx;
        this.desk = new WebDesk(ports, door, node, settings);
        this.origins = new Origins(settings.origins());
        this.resource = new WebResource(origins, door, tickets);
    }

    /** Repairs what was lost on the way to the consoles: to be deployed once. */
    public Deployable rounds() {
        return desk.console().rounds();
    }

    /** Adds what SockJS asks for before it connects, and the tickets. */
    public void mount(Router router) {
        resource.mount(router);
    }

    /** Takes SockJS's sockets, and leaves all the others to somebody else. */
    public Handler<ServerWebSocketHandshake> before(Handler<ServerWebSocketHandshake> others) {
        return handshake ->
                SockJsPath.of(handshake.path())
                        .ifPresentOrElse(
                                path -> take(handshake, path), () -> others.handle(handshake));
    }

    /** How many frames were readable only leniently (decision G-2). */
    public long lenientFrames() {
        return desk.codec().lenientCount();
    }

    private void take(ServerWebSocketHandshake handshake, SockJsPath path) {
        if (!origins.admits(handshake.headers(), handshake.authority())) {
            handshake.reject(WebErrors.FORBIDDEN);
            return;
        }
        String ticket = ticketIn(handshake.query());
        if (ticket == null) {
            accept(handshake, path, null);
            return;
        }
        desk.door()
                .byTicket(ticket)
                .onSuccess(admitted -> accept(handshake, path, admitted))
                .onFailure(failure -> handshake.reject(WebErrors.code(failure)));
    }

    private static @Nullable String ticketIn(@Nullable String query) {
        Matcher found = TICKET.matcher(query == null ? "" : query);
        return found.matches() ? found.group(1) : null;
    }

    private void accept(
            ServerWebSocketHandshake handshake, SockJsPath path, @Nullable Admitted admitted) {
        handshake
                .accept()
                .onSuccess(
                        socket ->
                                ConsoleSockets.open(
                                        vertx,
                                        line(socket, path),
                                        desk.console(),
                                        console -> new WebWire(desk, console, admitted)))
                .onFailure(e -> log.atInfo().setCause(e).log("handshake failed"));
    }

    private ConsoleLine line(ServerWebSocket socket, SockJsPath path) {
        ConsoleLine plain = new WebSocketLine(vertx, socket);
        return new BridgeLine(
                switch (path) {
                    case PACKED -> new SockJsLine(plain);
                    case RAW -> plain;
                });
    }
}
