package dev.deskbus.gateway.console.admin;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.ConsoleSockets;
import dev.deskbus.gateway.console.ConsoleTimes;
import dev.deskbus.gateway.console.Demo;
import dev.deskbus.gateway.console.FakeDirectory;
import dev.deskbus.gateway.console.FakePresence;
import dev.deskbus.gateway.console.FakeRetired;
import dev.deskbus.gateway.console.FakeViews;
import dev.deskbus.gateway.console.ScriptedBus;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.port.GuestViews.Guest;
import dev.deskbus.port.Heartbeats;
import dev.deskbus.port.HistoryRow;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A real server with admin consoles on a free port, everything behind it faked. */
final class AdminHouse implements AutoCloseable {
    static final SessionId TALK = new SessionId(96);
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes();

    final Vertx vertx = Vertx.vertx();
    final ScriptedBus bus = new ScriptedBus();
    final FakeDirectory directory = new FakeDirectory();
    final FakePresence presence = new FakePresence(directory);
    final FakeViews views = new FakeViews();
    final FakeGuests guests = new FakeGuests();
    final FakeRetired retired = new FakeRetired();
    final Set<Heartbeats.Socket> watched = ConcurrentHashMap.newKeySet();
    final AgentTokens tokens = new AgentTokens(vertx, KEY);
    private final WebSocketClient client =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions().setMaxMessageSize(1 << 20).setMaxConnections(50));
    private final AdminConsoles consoles;
    private final HttpServer server;

    AdminHouse() throws Exception {
        AdminSettings settings =
                new AdminSettings(
                        "/ws/admin",
                        List.of(),
                        new ConsoleTimes(
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(60)),
                        Duration.ofMillis(50));
        AdminPorts ports =
                new AdminPorts(
                        bus,
                        directory,
                        presence,
                        views,
                        guests,
                        new Watch(),
                        () -> Demo.NOW,
                        retired);
        consoles = new AdminConsoles(vertx, ports, tokens, new NodeId("n1"), settings);
        server =
                vertx.createHttpServer(ConsoleSockets.limit(new HttpServerOptions()))
                        .requestHandler(request -> request.response().end("plain"))
                        .webSocketHandshakeHandler(
                                consoles.before(handshake -> handshake.reject(404)))
                        .listen(0, "127.0.0.1")
                        .await(5, TimeUnit.SECONDS);
    }

    /** Begins to look for what consoles have missed. */
    void beginRounds() throws Exception {
        vertx.deployVerticle(consoles.rounds()).await(5, TimeUnit.SECONDS);
    }

    Console connect() throws Exception {
        return Console.open(
                client,
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.actualPort())
                        .setURI("/ws/admin"));
    }

    String token(Agent agent) {
        return tokens.issue(agent.id(), agent.tenant());
    }

    /** A token of ours with that past and that rest of life. */
    String token(Agent agent, Duration age, Duration left) {
        long now = Instant.now().getEpochSecond();
        return JWTAuth.create(
                        vertx,
                        new JWTAuthOptions()
                                .addPubSecKey(
                                        new PubSecKeyOptions()
                                                .setAlgorithm("HS256")
                                                .setBuffer(new String(KEY))))
                .generateToken(
                        new JsonObject()
                                .put("sub", agent.id().value())
                                .put("bid", agent.tenant().value())
                                .put("purpose", "console")
                                .put("epoch", 0)
                                .put("iss", "deskbus")
                                .put("aud", new JsonArray().add("deskbus-console"))
                                .put("iat", now - age.toSeconds())
                                .put("exp", now + left.toSeconds()),
                        new JWTOptions().setAlgorithm("HS256").setNoTimestamp(true));
    }

    static JsonObject login(String token) {
        return new JsonObject().put("api_key", 31000).put("call_type", 3).put("token", token);
    }

    /** A console that is logged in. */
    Console logIn(Agent agent, String... features) throws Exception {
        Console console = connect();
        JsonObject reply = console.call(login(token(agent)).put("features", List.of(features)));
        if (reply.getInteger("code") != 200) {
            throw new AssertionError(reply.encode());
        }
        return console;
    }

    /** Lori talks with that agent, and this was last said. */
    void letTalk(Agent agent, @Nullable String lastWord) {
        views.letTalk(agent.id());
        guests.guests.put(
                agent.id(),
                List.of(
                        new Guest(
                                FakeGuests.GID,
                                Demo.LORI,
                                TALK,
                                Demo.SALES,
                                Demo.NOW,
                                lastWord == null
                                        ? null
                                        : row(3, new Party.OfClient(Demo.LORI.id()), lastWord),
                                lastWord == null ? 0 : 1)));
    }

    static HistoryRow row(long seq, Party speaker, String text) {
        Instant at = Demo.NOW.plusSeconds(seq - 3);
        return new HistoryRow(
                seq, TALK, seq, speaker, Message.Text.plain(text), null, at, at, false, 0, false);
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
