package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.client.Extras;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.http.AgentTokens;
import dev.deskbus.gateway.http.BlackList;
import dev.deskbus.gateway.http.Sha256;
import dev.deskbus.gateway.tpi.v1.Picture;
import dev.deskbus.gateway.tpi.v1.V1Access;
import dev.deskbus.gateway.tpi.v1.V1Edition;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The interface on a real server, with everything behind it in memory. */
final class TpiServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Duration FAILURE_DELAY = Duration.ofMillis(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final FakeBus bus = new FakeBus();
    final FakeViews views = new FakeViews();
    final FakeDirectory directory = new FakeDirectory();
    final FakeClients clients = new FakeClients(directory);
    final List<Picture> pictures = new CopyOnWriteArrayList<>();
    volatile @Nullable RuntimeException pictureFailure;
    final FakeMedia media = new FakeMedia();

    /** The integrations of bodies that were no strict JSON. */
    final List<String> lenient = new CopyOnWriteArrayList<>();

    final TpiResource resource;
    private final Vertx vertx = Vertx.vertx();
    final AgentTokens agentTokens = new AgentTokens(vertx, new byte[32]);
    private final HttpServer server;

    TpiServer() throws Exception {
        this(BlackList.Rules.OFF);
    }

    TpiServer(boolean logoutClosesSession) throws Exception {
        this(BlackList.Rules.OFF);
        directory.dialect =
                directory.dialect.with(new Extras(logoutClosesSession, false, false, Set.of()));
    }

    /** With the first edition for those, too. */
    TpiServer(@Nullable V1Access access) throws Exception {
        this(access, BlackList.Rules.OFF);
    }

    /** Where whoever comes too often is kept out. */
    TpiServer(BlackList.Rules blackList) throws Exception {
        this(null, blackList);
    }

    private TpiServer(@Nullable V1Access access, BlackList.Rules blackList) throws Exception {
        TpiSettings defaults = TpiSettings.defaults(ZoneId.of("Asia/Shanghai"), List.of());
        TpiSettings settings =
                new TpiSettings(
                        defaults.paths(),
                        "https://chat.example",
                        defaults.historyZone(),
                        List.of(),
                        Duration.ofMillis(500),
                        new TpiSettings.Logins(FAILURE_DELAY, 3, 5, 4),
                        blackList);
        resource =
                new TpiResource(
                        new TpiResource.World(
                                vertx,
                                bus,
                                clients,
                                views,
                                directory,
                                directory,
                                clients,
                                agentTokens,
                                directory::agentsOf,
                                media,
                                settings),
                        access == null
                                ? Edition.NONE
                                : new V1Edition(access, bus, clients, views, this::keep),
                        lenient::add);
        Router router = Router.router(vertx);
        resource.mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
    }

    private Future<String> keep(TenantId tenant, Picture picture) {
        assertThat(tenant).isEqualTo(FakeDirectory.MAIN);
        pictures.add(picture);
        return pictureFailure == null
                ? Future.succeededFuture("/f/1/" + picture.name())
                : Future.failedFuture(pictureFailure);
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Pairs of header names and values follow. */
    JsonNode post(String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request("/EliteWebChat/tpi").POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = send(request.build());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    int result(String body, String... headers) throws Exception {
        return post(body, headers).get("result").asInt();
    }

    /** A login that was made otherwise. */
    Caller caller(ClientId client, String token) {
        return new Caller(client, token);
    }

    /** A client with a token. */
    Caller logIn(String name) throws Exception {
        JsonNode reply = post("{\"type\":3,\"loginName\":\"" + name + "\"}");
        assertThat(reply.path("result").asInt()).as("%s", reply).isEqualTo(1);
        return new Caller(
                new ClientId(reply.get("clientId").asText()), reply.get("token").asText());
    }

    /** One login. */
    final class Caller {
        final ClientId client;
        final String token;

        private Caller(ClientId client, String token) {
            this.client = client;
            this.token = token;
        }

        TokenKey key() {
            return new TokenKey(Sha256.hex(token));
        }

        /** Pairs of names and values follow. */
        JsonNode call(int type, Object... fields) throws Exception {
            ObjectNode body = JSON.createObjectNode().put("type", type).put("token", token);
            for (int i = 0; i < fields.length; i += 2) {
                body.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
            }
            return post(body.toString());
        }

        void waits(long request) {
            has(request, RequestStatus.WAITING, 3, null);
        }

        void has(long request, RequestStatus status, int position, @Nullable Long session) {
            views.put(
                    new RequestView(
                            new RequestId(request),
                            client,
                            new QueueId(2),
                            status,
                            position,
                            session == null ? null : new SessionId(session),
                            session == null ? null : new AgentId("SELITE")));
        }

        void talks(long session, boolean open) {
            talks(session, open, SessionKind.HUMAN);
        }

        void talks(long session, boolean open, SessionKind kind) {
            views.put(
                    new SessionView(
                            new SessionId(session),
                            FakeDirectory.MAIN,
                            client,
                            new QueueId(kind == SessionKind.ROBOT ? 3 : 2),
                            kind,
                            open,
                            List.of(new AgentId("SELITE")),
                            key()));
        }
    }
}
