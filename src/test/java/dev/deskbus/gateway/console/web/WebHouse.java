package dev.deskbus.gateway.console.web;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.ConsoleTimes;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.FakeLines;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.FakeRetired;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.port.Heartbeats;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A real server with browser consoles on a free port, everything behind it faked. */
final class WebHouse implements AutoCloseable {
    static final SessionId TALK = new SessionId(96);
    static final String SOCKJS = "/eventbus/000/abcdefgh/websocket";
    static final String RAW = "/eventbus/websocket";
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final Vertx vertx = Vertx.vertx();
    final ScriptedBus bus = new ScriptedBus();
    final FakeDirectory directory = new FakeDirectory();
    final FakePresence presence = new FakePresence(directory);
    final FakeViews views = new FakeViews();
    final FakeRetired retired = new FakeRetired();
    final FakeLines lines = new FakeLines();
    final AtomicLong epoch = new AtomicLong();
    final AgentTokens tokens = new AgentTokens(vertx, KEY);
    private final WebSocketClient client =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions()
                            .setMaxMessageSize(1 << 20)
                            .setMaxFrameSize(1 << 20)
                            .setMaxConnections(500));
    private final WebConsoles consoles;
    private final HttpServer server;

    WebHouse() throws Exception {
        this(600, List.of());
    }

    WebHouse(int framesPerMinute, List<String> origins) throws Exception {
        var ports =
                new WebPorts(
                        bus,
                        directory,
                        presence,
                        views,
                        lines,
                        () -> Future.succeededFuture(500L),
                        new Unwatched(),
                        () -> Demo.NOW,
                        retired,
                        _ -> Future.succeededFuture(epoch.get()));
        var settings =
                new WebSettings(
                        origins,
                        new ConsoleTimes(
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                null),
                        Duration.ofMillis(50),
                        Duration.ofMillis(50),
                        framesPerMinute);
        consoles = new WebConsoles(vertx, ports, tokens, new NodeId("n1"), settings);
        Router router = Router.router(vertx);
        consoles.mount(router);
        server =
                vertx.createHttpServer(ConsoleSockets.limit(new HttpServerOptions()))
                        .requestHandler(router)
                        .webSocketHandshakeHandler(
                                consoles.before(handshake -> handshake.reject(404)))
                        .listen(0, "127.0.0.1")
                        .await(5, TimeUnit.SECONDS);
    }

    /** Begins to look for what consoles have missed, and to send digests. */
    void beginRounds() throws Exception {
        vertx.deployVerticle(consoles.rounds()).await(5, TimeUnit.SECONDS);
    }

    Console open(String path, Map<String, String> headers) throws Exception {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.actualPort())
                        .setURI(path);
        return Console.open(
                client,
                headers.isEmpty()
                        ? options
                        : options.setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers)));
    }

    /** A socket without SockJS's envelope. */
    Browser connect() throws Exception {
        return new Browser(open(RAW, Map.of()), false);
    }

    /** One with it. */
    Browser connectSockJs() throws Exception {
        Console socket = open(SOCKJS, Map.of());
        if (!socket.next().equals("o")) {
            throw new AssertionError("not open");
        }
        return new Browser(socket, true);
    }

    Browser logIn(Agent agent) throws Exception {
        Browser browser = connect();
        browser.logIn(token(agent));
        return browser;
    }

    String token(Agent agent) {
        return tokens.issue(agent.id(), agent.tenant());
    }

    HttpResponse<String> http(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** Watches nobody. */
    private static final class Unwatched implements Heartbeats {
        @Override
        public void add(Socket socket) {}

        @Override
        public void remove(Socket socket) {}
    }
}
