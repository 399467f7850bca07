package dev.deskbus.bench.ceiling;

import dev.deskbus.store.PgAddress;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What must happen to a message, in the shortest way: HTTP in, one batch, pushed to the agent's
 * socket, answered; and back: socket in, one batch, posted to the third party. No tokens, no
 * owners, no fences, no outbox: nothing of it survives a second node, a crash or a stranger.
 */
final class StraightLine extends VerticleBase {
    private static final int CALLBACK_CONNECTIONS = 32;
    private static final ConcurrentMap<String, ServerWebSocket> AGENTS = new ConcurrentHashMap<>();
    private static final ConcurrentMap<Long, AtomicLong> LAST = new ConcurrentHashMap<>();

    private final int port;
    private final Batches batches;
    private HttpClientAgent client;

    StraightLine(int port, PgAddress database) {
        this.port = port;
        this.batches = new Batches(database);
    }

    @Override
    public Future<?> start() {
        client =
                vertx.createHttpClient(
                        new HttpClientOptions(),
                        new PoolOptions()
                                .setHttp1MaxSize(CALLBACK_CONNECTIONS)
                                .setMaxWaitQueueSize(-1));
        return batches.open(vertx)
                .compose(
                        _ ->
                                vertx.createHttpServer(
                                                new HttpServerOptions()
                                                        .setHost("127.0.0.1")
                                                        .setPort(port))
                                        .requestHandler(this::take)
                                        .webSocketHandler(this::seat)
                                        .listen());
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> say(request, body.toJsonObject()));
    }

    private void say(HttpServerRequest request, JsonObject said) {
        long session = said.getLong("sessionId");
        Row row = Row.of(session, seq(session), "client:" + session, said.getString("text"));
        batches.add(row)
                .onSuccess(
                        _ -> {
                            show(session, row);
                            Echo.answer(request);
                        })
                .onFailure(_ -> request.response().setStatusCode(503).end());
    }

    private static void show(long session, Row row) {
        if (!AGENTS.isEmpty()) {
            ServerWebSocket agent = AGENTS.get("/agent/" + session % AGENTS.size());
            if (agent != null) {
                agent.writeTextMessage(
                        new JsonObject()
                                .put("code", 0)
                                .put("method", "connect_list_push")
                                .put("userid", row.session())
                                .put("user_query", row.text())
                                .encode());
            }
        }
    }

    private void seat(ServerWebSocket socket) {
        AGENTS.put(socket.path(), socket);
        socket.closeHandler(_ -> AGENTS.remove(socket.path(), socket));
        socket.textMessageHandler(text -> reply(socket, new JsonObject(text)));
    }

    private void reply(ServerWebSocket socket, JsonObject frame) {
        long session = Long.parseLong(frame.getString("userid"));
        String text =
                frame.getJsonArray("message")
                        .getJsonObject(0)
                        .getJsonObject("value")
                        .getString("text");
        Row row = Row.of(session, seq(session), "agent:" + socket.path(), text);
        batches.add(row)
                .onSuccess(
                        _ -> {
                            socket.writeTextMessage(
                                    new JsonObject()
                                            .put("code", 0)
                                            .put("method", "send_to_user")
                                            .encode());
                            call(frame.getInteger("port"), row);
                        });
    }

    private void call(int receiver, Row row) {
        Buffer body =
                new JsonObject()
                        .put("sessionId", row.session())
                        .put("content", row.text())
                        .put("type", "text")
                        .toBuffer();
        client.request(HttpMethod.POST, receiver, "127.0.0.1", "/msg")
                .compose(request -> request.send(body))
                .compose(HttpClientResponse::body);
    }

    private static long seq(long session) {
        return LAST.computeIfAbsent(session, _ -> new AtomicLong()).incrementAndGet();
    }
}
