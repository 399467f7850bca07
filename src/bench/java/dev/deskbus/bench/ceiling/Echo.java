package dev.deskbus.bench.ceiling;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The HTTP stack and nothing else: reads the body and answers the same JSON from memory. */
final class Echo extends VerticleBase {
    private static final Buffer ANSWER = Buffer.buffer("{\"result\":1,\"message\":\"\"}");

    private final int port;

    Echo(int port) {
        this.port = port;
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(request -> request.body().onSuccess(_ -> answer(request)))
                .listen();
    }

    static void answer(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(ANSWER.copy());
    }
}
