package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A visitor's page, as the server sees one: what is pushed comes apart from what is answered. */
final class VisitorPage {
    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> pushes = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private VisitorPage(WebSocket socket) {
        this.socket = socket;
    }

    static VisitorPage open(WebSocketClient client, WebSocketConnectOptions address)
            throws Exception {
        CompletableFuture<VisitorPage> opened = new CompletableFuture<>();
        client.connect(address)
                .onComplete(
                        socket -> {
                            VisitorPage page = new VisitorPage(socket);
                            socket.textMessageHandler(page::take);
                            socket.closeHandler(_ -> page.onClosed());
                            opened.complete(page);
                        },
                        opened::completeExceptionally);
        return opened.get(10, TimeUnit.SECONDS);
    }

    private void take(String text) {
        try {
            JsonNode frame = CwsServer.read(text);
            boolean isAnswer = frame.has("result");
            (isAnswer ? answers : pushes).add(frame);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void onClosed() {
        Short code = socket.closeStatusCode();
        closed.complete(code == null ? -1 : code.intValue());
    }

    WebSocket socket() {
        return socket;
    }

    void send(String frame) {
        socket.writeTextMessage(frame);
    }

    JsonNode call(String frame) throws Exception {
        send(frame);
        return answer();
    }

    JsonNode call(ObjectNode frame) throws Exception {
        return call(frame.toString());
    }

    JsonNode answer() throws Exception {
        JsonNode frame = answers.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("an answer").isNotNull();
        return frame;
    }

    JsonNode push() throws Exception {
        JsonNode frame = pushes.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("a push").isNotNull();
        return frame;
    }

    /** The next push, which is of that type and confirmed at once. */
    JsonNode pushOf(int type) throws Exception {
        JsonNode push = push();
        assertThat(push.get("type").asInt()).as("%s", push).isEqualTo(type);
        confirm(push);
        return push;
    }

    void confirm(JsonNode push) throws Exception {
        JsonNode answer = call(CwsServer.frame("r", 120).put("rsId", push.get("rsId").asText()));
        assertThat(answer.get("result").asInt()).isEqualTo(1);
    }

    /** Whether nothing is pushed for so long. */
    boolean isQuietFor(long millis) throws Exception {
        return pushes.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    int closeCode() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }

    void close() {
        socket.close();
    }
}
