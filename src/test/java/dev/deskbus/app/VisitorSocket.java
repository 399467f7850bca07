package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A visitor's page as seen from outside: shows what it has not seen yet, confirms what it is told
 * to, and comes again when its socket breaks.
 */
final class VisitorSocket implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> shown = new CopyOnWriteArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final String token;
    private volatile boolean confirms = true;
    private volatile Connection connection;

    VisitorSocket(String token) {
        this.token = token;
    }

    /** Opens a socket to that node. */
    VisitorSocket connect(NodeProcess node) {
        connection = new Connection(node);
        return this;
    }

    /** From now on receipts are sent, or not. */
    void confirm(boolean yes) {
        confirms = yes;
    }

    /** Sends a frame and waits for its answer; pairs of names and values follow. */
    JsonNode call(int type, Object... fields) throws Exception {
        ObjectNode frame = TpiCaller.JSON.createObjectNode();
        frame.put("messageId", System.nanoTime()).put("type", type).put("token", token);
        for (int i = 0; i < fields.length; i += 2) {
            frame.set((String) fields[i], TpiCaller.JSON.valueToTree(fields[i + 1]));
        }
        connection.send(frame.toString());
        JsonNode answer = connection.answers.poll(15, TimeUnit.SECONDS);
        assertThat(answer).as("no answer to %s", frame).isNotNull();
        assertThat(answer.get("messageId")).isEqualTo(frame.get("messageId"));
        return answer;
    }

    JsonNode say(long session, String text) throws Exception {
        ObjectNode message = TpiCaller.JSON.createObjectNode().put("type", 1);
        message.putObject("content").put("text", text);
        return call(110, "sessionId", session, "msg", message);
    }

    /** All pushes of that type so far, each once, in the order in which they came. */
    List<JsonNode> shown(int type) {
        return shown.stream().filter(push -> push.get("type").asInt() == type).toList();
    }

    List<Integer> types() {
        return shown.stream().map(push -> push.get("type").asInt()).toList();
    }

    List<String> words() {
        return shown(210).stream().map(push -> push.at("/msg/content").asText()).toList();
    }

    JsonNode await(int type) throws Exception {
        return Await.until(Duration.ofSeconds(20), () -> shown(type), pushes -> !pushes.isEmpty())
                .getLast();
    }

    int awaitClosed() throws Exception {
        return connection.closed.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        connection.socket.abort();
    }

    private synchronized void take(Connection from, JsonNode frame) {
        if (frame.has("result")) {
            if (!frame.path("messageId").asText().equals("receipt")) {
                from.answers.add(frame);
            }
            return;
        }
        String id = frame.path("rsId").asText();
        if (id.isEmpty() || seen.add(id)) {
            shown.add(frame);
        }
        if (confirms && !id.isEmpty()) {
            from.send("{messageId:'receipt',type:120,rsId:'" + id + "'}");
        }
    }

    private final class Connection implements WebSocket.Listener {
        final LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final WebSocket socket;
        private final StringBuilder text = new StringBuilder();
        private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

        Connection(NodeProcess node) {
            socket =
                    HTTP.newWebSocketBuilder()
                            .buildAsync(node.webSocket("/webchat/cws?token=" + token), this)
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join();
        }

        synchronized void send(String frame) {
            sent =
                    sent.handle((_, _) -> null)
                            .thenCompose(_ -> socket.sendText(frame, true))
                            .exceptionally(_ -> null);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    take(this, TpiCaller.JSON.readTree(text.toString()));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
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
    }
}
