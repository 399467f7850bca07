package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An agent's console as seen from outside: a plain WebSocket client that answers beats. */
final class KfConsole implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Long> beats = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private KfConsole(URI address) {
        socket =
                HTTP.newWebSocketBuilder()
                        .buildAsync(address, new Listener())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    /** Gets a token by {@code POST /api/login}. */
    static String token(NodeProcess node, String agent) throws Exception {
        ObjectNode body =
                TpiCaller.JSON
                        .createObjectNode()
                        .put("login", agent)
                        .put("password", agent + "-demo");
        HttpRequest request =
                HttpRequest.newBuilder(node.http("/api/login"))
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        JsonNode reply =
                TpiCaller.JSON.readTree(
                        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        assertThat(reply.path("code").asInt(-1)).as("%s", reply).isZero();
        return reply.get("token").asText();
    }

    static KfConsole connect(URI address) {
        return new KfConsole(address);
    }

    /** Connects and logs in, forcing older consoles out. */
    static KfConsole logIn(NodeProcess node, String agent) throws Exception {
        KfConsole console = connect(node.webSocket("/ws/kf"));
        JsonNode reply = console.call("login", "token", token(node, agent), "force_online", 1);
        assertThat(reply.path("code").asInt(-1)).as("%s", reply).isZero();
        return console;
    }

    void send(String frame) {
        socket.sendText(frame, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /**
     * Sends a method and waits for its reply, which echoes it; pairs of names and values follow.
     */
    JsonNode call(String method, Object... fields) throws Exception {
        ObjectNode frame = TpiCaller.JSON.createObjectNode().put("method", method);
        for (int i = 0; i < fields.length; i += 2) {
            frame.set((String) fields[i], TpiCaller.JSON.valueToTree(fields[i + 1]));
        }
        send(frame.toString());
        return await(reply -> reply.path("method").asText(method).equals(method));
    }

    /** Says one plain text to a client. */
    JsonNode say(String client, String text) throws Exception {
        ObjectNode message = TpiCaller.JSON.createObjectNode().put("type", "text");
        message.putObject("value").put("text", text);
        return call("send_to_user", "userid", client, "message", List.of(message));
    }

    /** The next push of that method about that client; frames before it are dropped. */
    JsonNode push(String method, String client) throws Exception {
        return await(
                frame ->
                        frame.path("method").asText().equals(method)
                                && frame.path("userid").asText(client).equals(client));
    }

    /** The next frame that fits; frames before it are dropped. */
    JsonNode await(Predicate<JsonNode> fits) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (true) {
            JsonNode frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (frame == null) {
                throw new AssertionError("no such frame came");
            }
            if (fits.test(frame)) {
                return frame;
            }
        }
    }

    /** Every frame that ever came, beats aside. */
    List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    /** Whether the server has closed it. */
    boolean isClosed() {
        return closed.isDone();
    }

    /** When the next beat came, by {@link System#nanoTime()}. */
    long awaitBeat() throws Exception {
        Long beat = beats.poll(15, TimeUnit.SECONDS);
        assertThat(beat).as("no beat came").isNotNull();
        return beat;
    }

    /** Logs out: the agent is offline at once, without a grace time. */
    void logOut() throws Exception {
        send("{\"method\":\"logout\"}");
        awaitClosed();
    }

    /** The close code that the server gives. */
    int awaitClosed() throws Exception {
        return closed.get(15, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(from, text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }

        private void take(WebSocket from, String frame) {
            if (frame.equals("beat")) {
                beats.add(System.nanoTime());
                from.sendText("beat", true);
                return;
            }
            try {
                JsonNode read = TpiCaller.JSON.readTree(frame);
                seen.add(read);
                frames.add(read);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
