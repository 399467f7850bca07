package dev.deskbus.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An agent's console, as the server sees one. */
public final class Console {
    private final WebSocket socket;
    private final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private Console(WebSocket socket) {
        this.socket = socket;
    }

    public static Console open(WebSocketClient client, WebSocketConnectOptions address)
            throws Exception {
        CompletableFuture<Console> opened = new CompletableFuture<>();
        ClientWebSocket socket = client.webSocket();
        Console console = new Console(socket);
        // Before it is open: some servers speak first.
        socket.textMessageHandler(console.frames::add);
        socket.closeHandler(_ -> console.onClosed());
        socket.connect(address)
                .onComplete(_ -> opened.complete(console), opened::completeExceptionally);
        return opened.get(5, TimeUnit.SECONDS);
    }

    private void onClosed() {
        Short code = socket.closeStatusCode();
        closed.complete(code == null ? -1 : code.intValue());
    }

    public WebSocket socket() {
        return socket;
    }

    public void send(String frame) {
        socket.writeTextMessage(frame);
    }

    public void send(JsonObject frame) {
        send(frame.encode());
    }

    /** The next frame. */
    public String next() throws Exception {
        String frame = frames.poll(5, TimeUnit.SECONDS);
        assertThat(frame).as("a frame").isNotNull();
        return frame;
    }

    /** The next frame, which is JSON. */
    public JsonObject json() throws Exception {
        return new JsonObject(next());
    }

    public JsonObject call(JsonObject frame) throws Exception {
        send(frame);
        return json();
    }

    public JsonObject call(String frame) throws Exception {
        send(frame);
        return json();
    }

    /** Shows that nothing was sent until now: a request and its reply, with nothing between. */
    public void expectNothing() throws Exception {
        assertThat(call("{\"method\":\"nothing\",\"seq\":\"end\"}").getValue("seq"))
                .isEqualTo("end");
    }

    public int closeCode() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    public void close() {
        socket.close();
    }
}
