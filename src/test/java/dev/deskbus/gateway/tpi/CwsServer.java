package dev.deskbus.gateway.tpi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.bus.Topic;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.visitor.VisitorEvent;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.gateway.http.Wording;
import dev.deskbus.gateway.tpi.cws.CwsPorts;
import dev.deskbus.gateway.tpi.cws.CwsSettings;
import dev.deskbus.gateway.tpi.cws.CwsSockets;
import dev.deskbus.gateway.tpi.cws.FakeVisitors;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.SessionView;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Visitors' sockets on a real server beside TPI v2, with everything behind it in memory. */
final class CwsServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final SessionId SESSION = new SessionId(96);
    static final ClientId ROSE = new ClientId("client-0");
    static final AgentId ELITE = new AgentId("SELITE");
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final String TOKEN = "21B92585-4FDF-EF9D-1C8E-19D34D06F34B";

    final LiveBus bus = new LiveBus();
    final FakeViews views = new FakeViews();
    final FakeVisitors visitors = new FakeVisitors(ROSE);
    final FakeClients clients;
    final Set<Heartbeats.Socket> watched = ConcurrentHashMap.newKeySet();
    final TokenKey key = new TokenKey(Sha256.hex(TOKEN));
    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions().setMaxMessageSize(1 << 20).setMaxConnections(50));
    private final CwsSockets sockets;
    private final HttpServer server;

    /** Quick ones: a push is sent again after 400 ms, rounds come every 100 ms. */
    static CwsSettings settings(Duration resendAfter, String... origins) {
        return new CwsSettings(
                List.of("/webchat/cws", "/EliteWebChat/cws"),
                List.of(origins),
                "zip,rar,jpg",
                new CwsSettings.Receipts(resendAfter, 3),
                new CwsSettings.Times(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(50)),
                new CwsSettings.Pace(1000, 40));
    }

    CwsServer(CwsSettings settings) throws Exception {
        FakeDirectory directory = new FakeDirectory();
        clients = new FakeClients(directory);
        TpiResource tpi = tpi(directory);
        sockets =
                new CwsSockets(
                        vertx,
                        new CwsPorts(
                                bus,
                                tpi.door(),
                                views,
                                visitors,
                                directory,
                                new Watch(),
                                new Plain()),
                        settings);
        server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setMaxWebSocketFrameSize(65536)
                                        .setMaxWebSocketMessageSize(65536))
                        .requestHandler(Router.router(vertx))
                        .webSocketHandshakeHandler(
                                sockets.before(handshake -> handshake.reject(404)))
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
        clients.register(FakeDirectory.MAIN, "rose", "Rose", "");
        letIn();
    }

    private TpiResource tpi(FakeDirectory directory) {
        return new TpiResource(
                new TpiResource.World(
                        vertx,
                        bus,
                        clients,
                        views,
                        directory,
                        directory,
                        clients,
                        new AgentTokens(vertx, new byte[32]),
                        directory::agentsOf,
                        MediaKeeper.NONE,
                        TpiSettings.defaults(ZoneId.of("Asia/Shanghai"), List.of())),
                Edition.NONE,
                _ -> {});
    }

    /** The token is valid again. */
    void letIn() {
        clients.issueToken(key, new dev.deskbus.port.ClientStore.Grant(ROSE, "main", true));
        visitors.tokens.put(key, ROSE);
    }

    void beginRounds() throws Exception {
        vertx.deployVerticle(sockets.rounds()).await(10, TimeUnit.SECONDS);
    }

    WebSocketConnectOptions address(String uri) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.actualPort())
                .setAllowOriginHeader(false)
                .setURI(uri);
    }

    /** A socket that has confirmed its first push. */
    VisitorPage connect() throws Exception {
        VisitorPage page = open(address("/webchat/cws?token=" + TOKEN));
        page.pushOf(200);
        return page;
    }

    VisitorPage open(WebSocketConnectOptions address) throws Exception {
        return VisitorPage.open(client, address);
    }

    static String token() {
        return TOKEN;
    }

    /** What the page sends. */
    static ObjectNode frame(Object id, int type) {
        ObjectNode frame = JSON.createObjectNode();
        frame.set("messageId", JSON.valueToTree(id));
        return frame.put("type", type).put("token", TOKEN);
    }

    /** The talk begins. */
    void begin() {
        views.put(
                new SessionView(
                        SESSION,
                        FakeDirectory.MAIN,
                        ROSE,
                        new QueueId(2),
                        SessionKind.HUMAN,
                        true,
                        List.of(ELITE),
                        key));
        visitors.log(SESSION, new SessionEvent.AgentJoined(1, NOON, ELITE));
    }

    /** The agent says something, and nobody tells. */
    SessionEvent sayInSilence(String text) {
        SessionEvent said =
                new SessionEvent.Said(
                        visitors.next(SESSION),
                        NOON,
                        new Party.OfAgent(ELITE),
                        Message.Text.plain(text),
                        new MessageKey(text, null),
                        null,
                        null);
        visitors.log(SESSION, said);
        return said;
    }

    void say(String text) {
        hint(new VisitorEvent.Logged(SESSION, sayInSilence(text)));
    }

    void hint(VisitorEvent event) {
        bus.publish(Topic.client(ROSE), event);
    }

    static JsonNode read(String text) throws Exception {
        return JSON.readTree(text);
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
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

    private static final class Plain implements Wording {
        @Override
        public String html(Message.Text text) {
            return text.text();
        }

        @Override
        public String html(Message.Media media) {
            return media.url();
        }

        @Override
        public Optional<String> absolute(String url) {
            return Optional.of(url);
        }
    }
}
