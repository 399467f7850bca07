package dev.deskbus.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The third party's server: takes callbacks and remembers them in order. */
final class CallbackReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    CallbackReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** One callback as it came. */
    record Call(
            String path,
            JsonNode body,
            String deliveryId,
            long nanos,
            String signature,
            byte[] raw) {}

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What is answered from now on. */
    void answer(int newStatus) {
        status = newStatus;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> calls(String name, String client) {
        return calls.stream()
                .filter(
                        call ->
                                call.path().endsWith("/" + name)
                                        && call.body().path("clientId").asText().equals(client))
                .toList();
    }

    /** Waits until so many calls of that name came for that client. */
    List<Call> await(String name, String client, int count) throws Exception {
        return Await.until(
                Duration.ofSeconds(20), () -> calls(name, client), seen -> seen.size() >= count);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        JsonNode body = TpiCaller.JSON.readTree(raw);
        int code = status;
        if (code == 200) {
            calls.add(
                    new Call(
                            exchange.getRequestURI().getPath(),
                            body,
                            exchange.getRequestHeaders().getFirst("X-Delivery-Id"),
                            System.nanoTime(),
                            exchange.getRequestHeaders().getFirst("X-Deskbus-Signature"),
                            raw));
        }
        byte[] answer = "{\"result\":1}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(code, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
