package dev.deskbus.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.function.BiConsumer;

/** An agent's WebSocket; answers beats, and hands on whatever else comes. */
public final class Console {
    private static final String BEAT = "beat";

    private final Context context;

    /** Kept, because one that nobody knows any more closes its connections. */
    private final WebSocketClient client;

    private final WebSocket socket;

    private Console(
            Context context,
            WebSocketClient client,
            WebSocket socket,
            BiConsumer<Console, String> taker) {
        this.context = context;
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(
                text -> {
                    if (text.equals(BEAT)) {
                        socket.writeTextMessage(BEAT);
                    } else {
                        taker.accept(this, text);
                    }
                });
    }

    /** Connects to a port of this machine. */
    public static Future<Console> open(
            Vertx vertx, int port, String path, BiConsumer<Console, String> taker) {
        WebSocketClient client = vertx.createWebSocketClient();
        Context context = ((VertxInternal) vertx).createEventLoopContext();
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(path);
        Promise<Console> promise = Promise.promise();
        context.runOnContext(
                _ ->
                        client.connect(options)
                                .map(socket -> new Console(context, client, socket, taker))
                                .onComplete(promise));
        return promise.future();
    }

    /** Where it lives. */
    public Context context() {
        return context;
    }

    /** From any thread. */
    public void send(String frame) {
        socket.writeTextMessage(frame);
    }

    /** Leaves. */
    public Future<Void> close() {
        return client.close();
    }
}
