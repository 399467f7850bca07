package dev.deskbus.bench.node;

import dev.deskbus.bench.load.Marks;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** The third party: takes every callback and says so. */
public final class Receiver extends VerticleBase {
    private static final Buffer TAKEN = Buffer.buffer("{\"result\":1}");

    private final Marks marks;
    private final ConcurrentMap<Long, LongConsumer> texts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Created> created = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile HttpServer server;

    private Receiver(Marks marks) {
        this.marks = marks;
    }

    /** Told when a client's session has begun. */
    public interface Created {
        void at(long nanos, long session, String agent);
    }

    /** Listens on a free port of this machine. */
    public static Receiver start(Vertx vertx, Marks marks) {
        Receiver receiver = new Receiver(marks);
        vertx.deployVerticle(receiver).await();
        return receiver;
    }

    @Override
    public Future<?> start() {
        server =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(request -> request.body().onSuccess(b -> take(request, b)));
        return server.listen();
    }

    /** Its port. */
    public int port() {
        return server.actualPort();
    }

    /** What goes with type 1000. */
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    /** How many calls it took. */
    public long calls() {
        return calls.get();
    }

    /** Tells when the text with that number has come. */
    public void onText(long number, LongConsumer then) {
        texts.put(number, then);
    }

    /** Tells when the next session of that client has begun. */
    public void onCreated(String client, Created then) {
        created.put(client, then);
    }

    private void take(HttpServerRequest request, Buffer body) {
        long now = System.nanoTime();
        calls.incrementAndGet();
        if (request.path().endsWith("/msg")) {
            LongConsumer then = texts.remove(marks.arrive(body, now));
            if (then != null) {
                then.accept(now);
            }
        } else if (request.path().endsWith("/create")) {
            JsonObject create = body.toJsonObject();
            Created then = created.remove(create.getString("clientId"));
            if (then != null) {
                then.at(now, create.getLong("sessionId"), create.getString("agentId"));
            }
        }
        request.response().putHeader("Content-Type", "application/json").end(TAKEN.copy());
    }
}
