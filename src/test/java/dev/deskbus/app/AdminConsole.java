package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An agent's admin console as seen from outside: a plain WebSocket client. */
final class AdminConsole implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> replies = new LinkedBlockingQueue<>();
    private final List<JsonNode> pushes = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private int marks;

    private AdminConsole(NodeProcess node) {
        socket =
                HTTP.newWebSocketBuilder()
                        .buildAsync(node.webSocket("/ws/admin"), new Listener())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    static AdminConsole connect(NodeProcess node) {
        return new AdminConsole(node);
    }

    /** Connects and logs in by password, knowing these additive pushes. */
    static AdminConsole logIn(NodeProcess node, String agent, String... features) throws Exception {
        AdminConsole console = connect(node);
        JsonNode reply =
                console.call(
                        31000,
                        "call_type",
                        3,
                        "token",
                        Tokens.of(node, agent),
                        "features",
                        List.of(features));
        assertThat(reply.path("code").asInt()).as("%s", reply).isEqualTo(200);
        return console;
    }

    void send(String frame) {
        socket.sendText(frame, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Sends a request and waits for its reply; pairs of names and values follow. */
    JsonNode call(int apiKey, Object... fields) throws Exception {
        ObjectNode frame = TpiCaller.JSON.createObjectNode().put("api_key", apiKey);
        for (int i = 0; i < fields.length; i += 2) {
            frame.set((String) fields[i], TpiCaller.JSON.valueToTree(fields[i + 1]));
        }
        String mark = "m" + ++marks;
        send(frame.put("seq", mark).toString());
        JsonNode reply = replies.poll(15, TimeUnit.SECONDS);
        assertThat(reply).as("no reply to %s", frame).isNotNull();
        assertThat(reply.path("seq").asText()).isEqualTo(mark);
        return reply;
    }

    /** The data of a reply that went well. */
    JsonNode ask(int apiKey, Object... fields) throws Exception {
        JsonNode reply = call(apiKey, fields);
        assertThat(reply.path("code").asInt()).as("%s", reply).isEqualTo(200);
        return reply.get("data");
    }

    /** All pushes of that number about that guest so far, in their order. */
    List<JsonNode> pushes(int apiKey, long gid) {
        return pushes.stream()
                .filter(
                        push ->
                                push.path("api_key").asInt() == apiKey
                                        && push.at("/data/gid").asLong() == gid)
                .toList();
    }

    /** The first push of that number about that guest. */
    JsonNode await(int apiKey, long gid) throws Exception {
        return Await.until(
                        Duration.ofSeconds(20),
                        () -> pushes(apiKey, gid),
                        pushed -> !pushed.isEmpty())
                .getFirst();
    }

    /** The first push of that number, whoever it is about. */
    JsonNode await(int apiKey) throws Exception {
        return Await.until(
                        Duration.ofSeconds(20),
                        () ->
                                pushes.stream()
                                        .filter(push -> push.path("api_key").asInt() == apiKey)
                                        .toList(),
                        pushed -> !pushed.isEmpty())
                .getFirst();
    }

    /** The words of the guest so far. */
    List<String> words(long gid) {
        return pushes(32399, gid).stream()
                .map(push -> push.at("/data/message_info/msg").asText())
                .toList();
    }

    /** The next reply, whatever it answers. */
    JsonNode reply() throws Exception {
        JsonNode reply = replies.poll(15, TimeUnit.SECONDS);
        assertThat(reply).as("a reply").isNotNull();
        return reply;
    }

    int awaitClosed() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
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
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String frame) {
            try {
                JsonNode node = TpiCaller.JSON.readTree(frame);
                boolean isReply = node.has("seq") || node.path("code").asInt() != 200;
                (isReply ? replies : pushes).add(node);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
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
