package dev.deskbus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.app.NodeProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One KF socket to one node. Answers beats; hands every push on, in order. */
final class Console implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long ANSWER_MILLIS = 3000;
    private static final int SENT_AWAY = 1012;

    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Consumer<JsonNode> pushes;
    private volatile boolean open = true;
    private volatile Why end = Why.TIMEOUT;
    private WebSocket socket;
    private long frames;

    private Console(Consumer<JsonNode> pushes) {
        this.pushes = pushes;
    }

    /** Connects, or fails. */
    static Console connect(NodeProcess node, Consumer<JsonNode> pushes) throws IOException {
        Console console = new Console(pushes);
        console.socket =
                get(
                        HTTP.newWebSocketBuilder()
                                .buildAsync(node.webSocket("/ws/kf"), console.new Listener()),
                        2000);
        return console;
    }

    boolean isOpen() {
        return open;
    }

    /** How it ended; until it has, its silence is all that is known. */
    Why end() {
        return end;
    }

    /** The reply to that frame; fails when none comes. */
    JsonNode call(ObjectNode frame) throws IOException {
        long number = ++frames;
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        asked.put(number, reply);
        try {
            get(socket.sendText(frame.put("seq", number).toString(), true), ANSWER_MILLIS);
            return get(reply, ANSWER_MILLIS);
        } finally {
            asked.remove(number);
        }
    }

    @Override
    public void close() {
        finish();
        if (socket != null) {
            socket.abort();
        }
    }

    private void finish() {
        open = false;
        asked.values().forEach(reply -> reply.completeExceptionally(new IOException("closed")));
    }

    private static <T> T get(CompletableFuture<T> future, long millis) throws IOException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
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
            end = code == SENT_AWAY ? Why.SENT_AWAY : Why.CLOSED;
            finish();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end = Why.RESET;
            finish();
        }

        private void take(WebSocket from, String frame) {
            if (frame.equals("beat")) {
                from.sendText("beat", true);
                return;
            }
            try {
                JsonNode node = Tpi.JSON.readTree(frame);
                CompletableFuture<JsonNode> waiting = asked.get(node.path("seq").asLong());
                if (waiting != null) {
                    waiting.complete(node);
                } else {
                    pushes.accept(node);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
