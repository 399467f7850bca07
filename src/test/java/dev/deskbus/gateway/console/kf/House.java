package dev.deskbus.gateway.console.kf;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.FakeLines;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.FakeRetired;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.port.AgentTools;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real server with consoles on a free port, everything behind it faked. */
final class House implements AutoCloseable {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes();

    final Vertx vertx = Vertx.vertx();
    final ScriptedBus bus = new ScriptedBus();
    final FakeDirectory directory = new FakeDirectory();
    final FakePresence presence = new FakePresence(directory);
    final FakeViews views = new FakeViews();
    final FakeLines lines = new FakeLines();
    final FakeRobot robot = new FakeRobot();
    final FakeRetired retired = new FakeRetired();
    final Set<Heartbeats.Socket> watched = ConcurrentHashMap.newKeySet();
    final AgentTokens tokens = new AgentTokens(vertx, KEY);
    private final WebSocketClient client =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions().setMaxMessageSize(1 << 20).setMaxConnections(50));
    private final KfConsoles consoles;
    private final HttpServer server;

    /** Whoever asks for one breaks. */
    static final AgentTools NO_TOOLS = new AgentTools(null, null, null, null, null);

    House(KfSettings settings) throws Exception {
        this(settings, NO_TOOLS);
    }

    House(KfSettings settings, AgentTools tools) throws Exception {
        KfPorts ports =
                new KfPorts(
                        bus,
                        directory,
                        presence,
                        views,
                        lines,
                        () -> Future.succeededFuture(77L),
                        new Watch(),
                        () -> Demo.NOW,
                        robot,
                        robot,
                        retired,
                        tools);
        consoles = new KfConsoles(vertx, ports, tokens, new NodeId("n1"), settings);
        server =
                vertx.createHttpServer(ConsoleSockets.limit(new HttpServerOptions()))
                        .requestHandler(request -> request.response().end("plain"))
                        .webSocketHandshakeHandler(consoles.at("/ws/kf"))
                        .listen(0, "127.0.0.1")
                        .await(5, TimeUnit.SECONDS);
    }

    static KfSettings settings() {
        return new KfSettings(
                List.of(),
                true,
                Duration.ofSeconds(60),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(50));
    }

    /** Begins to look for what consoles have missed. */
    void beginRounds() throws Exception {
        vertx.deployVerticle(consoles.rounds()).await(5, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    WebSocketConnectOptions address() {
        return new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port()).setURI("/ws/kf");
    }

    Console connect() throws Exception {
        return Console.open(client, address());
    }

    Console connect(WebSocketConnectOptions address) throws Exception {
        return Console.open(client, address);
    }

    /** A login frame for that agent, to be extended. */
    JsonObject login(Agent agent) {
        return new JsonObject()
                .put("method", "login")
                .put("token", tokens.issue(agent.id(), agent.tenant()));
    }

    /** A console that is logged in. */
    Console logIn(Agent agent, String... features) throws Exception {
        Console console = connect();
        JsonObject reply =
                console.call(
                        login(agent).put("force_online", 1).put("features", List.of(features)));
        if (reply.getInteger("code") != 0) {
            throw new AssertionError(reply.encode());
        }
        return console;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private final class Watch implements Heartbeats {
        @Override
        public void add(Socket socket) {
            watched.add(socket);
        }

        @Override
        public void remove(Socket socket) {
            watched.remove(socket);
        }
    }
}
