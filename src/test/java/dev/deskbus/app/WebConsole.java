package dev.deskbus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A browser's console as seen from outside: the bridge's frames in SockJS's, byte by byte. */
final class WebConsole implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final List<JsonNode> pushes = new CopyOnWriteArrayList<>();
    private final List<JsonNode> errors = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Consumer<JsonNode> onPush;
    private final WebSocket socket;
    private boolean isCut;

    private WebConsole(NodeProcess node, Consumer<JsonNode> onPush) {
        this.onPush = onPush;
        this.socket =
                HTTP.newWebSocketBuilder()
                        .buildAsync(
                                node.webSocket("/eventbus/123/" + UUID.randomUUID() + "/websocket"),
                                new Listener())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    static WebConsole connect(NodeProcess node, Consumer<JsonNode> onPush) {
        return new WebConsole(node, onPush);
    }

    /** Logs in by password and begins a stream with nothing. */
    static WebConsole logIn(NodeProcess node, String agent) throws Exception {
        WebConsole console = connect(node, _ -> {});
        console.enter(Tokens.of(node, agent));
        console.ask("resume");
        return console;
    }

    /** Logs in, and hears its channel. */
    void enter(String token) throws Exception {
        JsonNode welcome = ask("login", "token", token);
        send(frame("register", welcome.get("channel").asText()));
    }

    static ObjectNode frame(String type, String address) {
        return TpiCaller.JSON.createObjectNode().put("type", type).put("address", address);
    }

    void send(JsonNode frame) {
        String packed = TpiCaller.JSON.createArrayNode().add(frame.toString()).toString();
        socket.sendText(packed, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The answer to a request, {@code rec} or {@code err}; pairs of names and values follow. */
    CompletableFuture<JsonNode> begin(String verb, Object... fields) {
        ObjectNode frame = frame("send", "web.in." + verb);
        ObjectNode body = frame.putObject("body");
        for (int i = 0; i < fields.length; i += 2) {
            body.set((String) fields[i], TpiCaller.JSON.valueToTree(fields[i + 1]));
        }
        String reply = UUID.randomUUID().toString();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        replies.put(reply, answer);
        send(frame.put("replyAddress", reply));
        return answer;
    }

    JsonNode call(String verb, Object... fields) throws Exception {
        return begin(verb, fields).get(15, TimeUnit.SECONDS);
    }

    /** The body of an answer that went well. */
    JsonNode ask(String verb, Object... fields) throws Exception {
        JsonNode answer = call(verb, fields);
        assertThat(answer.path("type").asText()).as("%s", answer).isEqualTo("rec");
        return answer.get("body");
    }

    int refused(String verb, Object... fields) throws Exception {
        JsonNode answer = call(verb, fields);
        assertThat(answer.path("type").asText()).as("%s", answer).isEqualTo("err");
        return answer.get("failureCode").asInt();
    }

    JsonNode say(long session, String text) throws Exception {
        return ask("say", "session", session, "message", Map.of("type", "text", "text", text));
    }

    /** The first push that fits. */
    JsonNode await(Predicate<JsonNode> fits) throws Exception {
        return Await.until(
                        Duration.ofSeconds(20),
                        () -> pushes.stream().filter(fits).toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** The first push of that kind about that client. */
    JsonNode await(String kind, String client) throws Exception {
        return await(
                push ->
                        push.path("kind").asText().equals(kind)
                                && push.at("/client/id").asText().equals(client));
    }

    /** The words of the session so far, each with its number. */
    List<String> words(long session) {
        return pushes.stream()
                .filter(push -> push.path("kind").asText().equals("message"))
                .filter(push -> push.path("session").asLong() == session)
                .map(push -> push.path("seq").asLong() + " " + push.at("/message/text").asText())
                .toList();
    }

    List<JsonNode> pushes() {
        return List.copyOf(pushes);
    }

    /** Errors that answer nothing in particular. */
    List<JsonNode> errors() {
        return List.copyOf(errors);
    }

    int awaitClosed() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    /** Pulls the plug: whatever is still on its way is lost. */
    synchronized void cut() {
        isCut = true;
        socket.abort();
    }

    @Override
    public void close() {
        cut();
    }

    private synchronized void take(String message) {
        if (isCut || message.charAt(0) != 'a') {
            return;
        }
        try {
            for (JsonNode packed : TpiCaller.JSON.readTree(message.substring(1))) {
                take(TpiCaller.JSON.readTree(packed.asText()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(JsonNode frame) {
        String address = frame.path("address").asText();
        CompletableFuture<JsonNode> reply = replies.remove(address);
        if (reply != null) {
            reply.complete(frame);
        } else if (address.startsWith("web.out.")) {
            pushes.add(frame.get("body"));
            onPush.accept(frame.get("body"));
        } else {
            errors.add(frame);
        }
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
