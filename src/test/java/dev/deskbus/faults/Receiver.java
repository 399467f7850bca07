package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;

/** The third party's server: takes down every callback that comes, and answers as it is told. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final String host;
    private final History history;
    private volatile int status = 200;
    private volatile long delayMillis;

    Receiver(String host, History history) throws IOException {
        this.host = host;
        this.history = history;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), 0), 200);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    /** What is answered from now on, and after how long. */
    void answer(int newStatus, long newDelayMillis) {
        status = newStatus;
        delayMillis = newDelayMillis;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] raw = exchange.getRequestBody().readAllBytes();
            int code = status;
            history.add(arrival(exchange, raw, code));
            if (delayMillis > 0) {
                Attempts.pause(delayMillis);
            }
            byte[] answer = "{\"result\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static Arrival arrival(HttpExchange exchange, byte[] raw, int code) throws IOException {
        JsonNode body = Tpi.JSON.readTree(raw);
        String path = exchange.getRequestURI().getPath();
        return new Arrival(
                path.substring(path.lastIndexOf('/') + 1),
                body.path("clientId").asText(),
                number(exchange, "X-Delivery-Id"),
                (int) number(exchange, "X-Attempt"),
                raw.length + ":" + Arrays.hashCode(raw),
                code,
                System.nanoTime());
    }

    private static long number(HttpExchange exchange, String header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        return value == null ? 0 : Long.parseLong(value);
    }
}
