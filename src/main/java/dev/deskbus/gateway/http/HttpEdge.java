package dev.deskbus.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP server; deployed once for each core, all on the same port. */
public final class HttpEdge extends VerticleBase {
    private static final int IDLE_SECONDS = 75;
    private static final long DRAIN_SECONDS = 6;
    private static final int BAD_REQUEST = 400;

    private final HttpServerOptions options;
    private final Consumer<Router> routes;
    private final Handler<ServerWebSocketHandshake> handshakes;
    private @Nullable HttpServer server;

    /**
     * A server that is not listening yet.
     *
     * @param routes adds what is served; called once for each instance
     * @param handshakes takes every WebSocket
     */
    public HttpEdge(
            HttpServerOptions options,
            Consumer<Router> routes,
            Handler<ServerWebSocketHandshake> handshakes) {
        this.options =
                new HttpServerOptions(options)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setTcpNoDelay(true)
                        // Of long answers after an upgrade some were cut off.
                        .setHttp2ClearTextEnabled(false);
        this.routes = routes;
        this.handshakes = handshakes;
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.errorHandler(BAD_REQUEST, HttpEdge::refuse);
        routes.accept(router);
        HttpServer listening =
                vertx.createHttpServer(options)
                        .webSocketHandshakeHandler(handshakes)
                        .requestHandler(router);
        server = listening;
        return listening.listen();
    }

    /** A path that cannot be read is the sender's fault, and nothing for the log. */
    private static void refuse(RoutingContext context) {
        context.response().setStatusCode(BAD_REQUEST).end("Bad Request");
    }

    /** Takes nothing new; requests under way are answered first. */
    @Override
    public Future<?> stop() {
        return server == null
                ? Future.succeededFuture()
                : server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS);
    }
}
