package dev.deskbus.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is kept alive and sends prepared bytes, one request at a time: it costs the
 * machine as little as a client can. Used in its own context.
 */
public final class HttpLane {
    private static final byte[] HEADERS_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Context context;

    /** Kept, because one that nobody knows any more closes its connections. */
    private final NetClient client;

    private final int port;

    /** A server ends a connection that was idle for a while: null until the next request. */
    private @Nullable NetSocket socket;

    private @Nullable Buffer pending;
    private @Nullable Consumer<Reply> waiting;

    private HttpLane(Context context, NetClient client, int port) {
        this.context = context;
        this.client = client;
        this.port = port;
    }

    /** That many connections to a port of this machine, spread over the event loops. */
    public static List<HttpLane> open(Vertx vertx, int port, int count) throws Exception {
        NetClient client = vertx.createNetClient();
        List<Future<HttpLane>> lanes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lanes.add(open(((VertxInternal) vertx).createEventLoopContext(), client, port));
        }
        Future.all(lanes).await();
        return lanes.stream().map(Future::result).toList();
    }

    private static Future<HttpLane> open(Context context, NetClient client, int port) {
        Promise<HttpLane> promise = Promise.promise();
        context.runOnContext(
                _ -> new HttpLane(context, client, port).connect().onComplete(promise));
        return promise.future();
    }

    private Future<HttpLane> connect() {
        return client.connect(port, "127.0.0.1")
                .map(
                        connected -> {
                            socket = connected;
                            pending = null;
                            connected.handler(this::take);
                            connected.closeHandler(_ -> onClosed());
                            return this;
                        });
    }

    private void onClosed() {
        socket = null;
        answer(Reply.NONE);
    }

    /** The bytes of a POST with that JSON. */
    public static Buffer post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(body.length + 128)
                .appendString("POST ")
                .appendString(path)
                .appendString(
                        " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ")
                .appendString(Integer.toString(body.length))
                .appendString("\r\n\r\n")
                .appendBytes(body);
    }

    /** Where it lives. */
    public Context context() {
        return context;
    }

    /** Sends it; the reply comes in this lane's context. */
    public void send(Buffer request, Consumer<Reply> then) {
        waiting = then;
        NetSocket open = socket;
        (open == null ? connect().compose(_ -> write(request)) : open.write(request))
                .onFailure(_ -> answer(Reply.NONE));
    }

    private Future<Void> write(Buffer request) {
        NetSocket open = socket;
        return open == null ? Future.failedFuture("closed at once") : open.write(request);
    }

    /** Ends this connection and those that were opened with it. */
    public void close() {
        client.close();
    }

    private void take(Buffer chunk) {
        Buffer all = pending == null ? chunk : pending.appendBuffer(chunk);
        int body = Bytes.after(all, HEADERS_END, 0, all.length());
        if (body < 0 || all.length() < body + length(all, body)) {
            pending = pending == null ? chunk.copy() : all;
            return;
        }
        pending = null;
        answer(new Reply(Bytes.number(all, "HTTP/1.1 ".length()), all, body));
    }

    private static int length(Buffer all, int end) {
        int at = Bytes.after(all, LENGTH, 0, end);
        return at < 0 ? 0 : (int) Bytes.number(all, at);
    }

    private void answer(Reply reply) {
        Consumer<Reply> then = waiting;
        waiting = null;
        if (then != null) {
            then.accept(reply);
        }
    }

    /**
     * What came back.
     *
     * @param body where the body begins
     */
    public record Reply(long status, Buffer bytes, int body) {
        /** The connection ended. */
        static final Reply NONE = new Reply(0, Buffer.buffer(), 0);

        private static final byte[] SUCCESS = "\"result\":1".getBytes(StandardCharsets.US_ASCII);

        /** Whether the request was served. */
        public boolean isSuccess() {
            int at = Bytes.after(bytes, SUCCESS, body, bytes.length());
            return status == 200 && at > 0 && (bytes.getByte(at) < '0' || bytes.getByte(at) > '9');
        }

        /** The body as text. */
        public String text() {
            return bytes.getString(body, bytes.length());
        }
    }
}
