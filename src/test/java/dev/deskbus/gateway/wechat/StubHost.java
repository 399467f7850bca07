package dev.deskbus.gateway.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A host of service accounts: takes callbacks, remembers them in order, and keeps media. */
public final class StubHost implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] OK =
            "{\"result\":1,\"message\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, byte[]> media = new ConcurrentHashMap<>();
    private volatile @Nullable CountDownLatch hanging;
    private volatile boolean byAddress;

    /** One that answers everything with success. */
    public StubHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    /** One request as it came; the body is null for a GET. */
    public record Call(
            String path, @Nullable JsonNode body, long nanos, Map<String, List<String>> headers) {
        /** The last part of its path. */
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private record Answer(int status, String type, byte[] body) {}

    /** Where it listens, without {@code /ari}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything that came, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The callbacks of that name about that person. */
    public List<Call> calls(String name, String openId) {
        return calls.stream()
                .filter(call -> call.name().equals(name))
                .filter(call -> call.body() != null)
                .filter(call -> call.body().path("openId").asText().equals(openId))
                .toList();
    }

    /** Keeps something under that id. */
    public void has(String mediaId, byte[] content) {
        media.put(mediaId, content);
    }

    /** From now on {@code getMedia} says where a thing is instead of sending it. */
    public void sayWhere() {
        byAddress = true;
    }

    /** What is answered at that path from now on. */
    public void answer(String path, int status, String type, byte[] body) {
        answers.put(path, new Answer(status, type, body));
    }

    /** From now on nothing is answered; what came is remembered. */
    public void hang() {
        hanging = new CountDownLatch(1);
    }

    /** Answers all that waits, and all that comes. */
    public void goOn() {
        CountDownLatch latch = hanging;
        hanging = null;
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        JsonNode body = raw.length == 0 ? null : JSON.readTree(raw);
        calls.add(
                new Call(path, body, System.nanoTime(), Map.copyOf(exchange.getRequestHeaders())));
        CountDownLatch latch = hanging;
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            exchange.close();
            return;
        }
        Answer answer = answers.get(path);
        send(exchange, answer == null ? usual(path, body) : answer);
    }

    private Answer usual(String path, @Nullable JsonNode body) {
        if (path.endsWith("/getMedia") && body != null) {
            String id = body.path("mediaId").asText();
            byte[] content = media.get(id);
            if (content == null) {
                return json("{\"code\":0,\"message\":\"no such media\"}");
            }
            return byAddress
                    ? json("{\"code\":1,\"message\":\"" + id + ".bin\"}")
                    : new Answer(200, "application/octet-stream", content);
        }
        if (path.startsWith("/wechat/")) {
            String id = path.replaceAll(".*\\?file=(.*)\\.bin", "$1");
            byte[] content = media.get(id);
            return content == null
                    ? new Answer(404, "text/plain", OK)
                    : new Answer(200, "image/png", content);
        }
        return new Answer(200, "text/html", OK);
    }

    private static Answer json(String text) {
        return new Answer(200, "text/html", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        if (answer.status() / 100 == 3) {
            exchange.getResponseHeaders()
                    .set("Location", new String(answer.body(), StandardCharsets.UTF_8));
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }
}
