package dev.deskbus.robot;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A chat completion endpoint over real HTTP; a test says how it answers. */
final class StubEndpoint {
    record Seen(String path, String authorization, JsonObject body) {}

    final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    volatile Consumer<HttpServerRequest> answer = request -> reply(request, 200, completion("hi"));
    private final HttpServer server;

    StubEndpoint(Vertx vertx) throws Exception {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::onRequest)
                        .listen(0, "127.0.0.1")
                        .await(5, TimeUnit.SECONDS);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1";
    }

    static String completion(String words) {
        return new JsonObject()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put(
                        "choices",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("index", 0)
                                                .put(
                                                        "message",
                                                        new JsonObject()
                                                                .put("role", "assistant")
                                                                .put("content", words))
                                                .put("finish_reason", "stop")))
                .encode();
    }

    static void reply(HttpServerRequest request, int status, String body) {
        request.response().setStatusCode(status).end(body);
    }

    private void onRequest(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        body -> {
                            seen.add(
                                    new Seen(
                                            request.method() + " " + request.path(),
                                            request.getHeader("Authorization"),
                                            json(body)));
                            answer.accept(request);
                        });
    }

    private static JsonObject json(Buffer body) {
        return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    }
}
