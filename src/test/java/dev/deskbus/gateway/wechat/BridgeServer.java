package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deskbus.domain.client.AccountRules;
import dev.deskbus.domain.client.ServiceAccount;
import dev.deskbus.domain.client.ServiceAccount.RatingPath;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.gateway.http.WeChatUser;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The bridge on a real server, with everything behind it in memory. */
final class BridgeServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ScriptedBus bus = new ScriptedBus();
    final MemoryViews views = new MemoryViews();
    final MemoryDirectory directory = new MemoryDirectory();
    final MemoryClients clients = new MemoryClients();
    final MemoryMedia media = new MemoryMedia();
    final AtomicInteger woken = new AtomicInteger();
    final WeChatResource resource;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    /** For servers in these ranges. */
    BridgeServer(String... callers) throws Exception {
        var world =
                new WeChatWorld(
                        bus,
                        clients,
                        views,
                        directory,
                        directory::findPresent,
                        _ -> Future.succeededFuture(Optional.of(account())),
                        media,
                        woken::incrementAndGet);
        resource =
                new WeChatResource(
                        vertx,
                        world,
                        new WeChatSettings(
                                WeChatAccess.of(List.of(callers)),
                                List.of(),
                                256 * 1024,
                                Duration.ofMillis(500)));
        Router router = Router.router(vertx);
        resource.mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS);
        bus.answer(
                command ->
                        switch (command) {
                            case QueueCommand.Enqueue _ ->
                                    new QueueAnswer.Enqueued(new RequestId(103), 1);
                            case QueueCommand _ -> new QueueAnswer.Done();
                            case SessionCommand _ -> new SessionAnswer.Logged(1, Instant.EPOCH);
                            default -> new AssertionError("nobody takes " + command);
                        });
    }

    private static ServiceAccount account() {
        return new AccountRules(null, null, null, false, RatingPath.FIND)
                .at("http://livebot.internal:8080");
    }

    @Override
    public void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .timeout(Duration.ofSeconds(10));
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Posts to {@code /webchat/<call>.do}; pairs of header names and values follow. */
    JsonNode post(String call, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request("/webchat/" + call + ".do").POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = send(request.build());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    int result(String call, String body) throws Exception {
        return post(call, body).get("result").asInt();
    }

    /** The person of the default integration's account of that name. */
    ClientId person(String epid, String openId) {
        return person("main", epid, openId);
    }

    ClientId person(String integration, String epid, String openId) {
        return clients.meet(
                        MemoryDirectory.MAIN, new WeChatUser(epid, openId).in(integration), "", "")
                .result()
                .id();
    }

    void talks(long session, ClientId client, SessionKind kind, boolean open) {
        var id = new SessionId(session);
        views.sessions.put(
                id,
                new SessionView(
                        id,
                        MemoryDirectory.MAIN,
                        client,
                        new QueueId(kind == SessionKind.ROBOT ? 3 : 1),
                        kind,
                        open,
                        List.of(new AgentId("SELITE")),
                        null));
    }

    void asks(long request, ClientId client, RequestStatus status, @Nullable Long session) {
        var id = new RequestId(request);
        views.requests.put(
                id,
                new RequestView(
                        id,
                        client,
                        new QueueId(1),
                        status,
                        status == RequestStatus.WAITING ? 1 : 0,
                        session == null ? null : new SessionId(session),
                        session == null ? null : new AgentId("SELITE")));
    }
}
