package dev.deskbus.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A socket that sends whatever it is told, and reads JSON. */
final class RawSocket implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private RawSocket(URI address) {
        socket =
                HTTP.newWebSocketBuilder()
                        .buildAsync(address, new Listener())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    static RawSocket open(URI address) {
        return new RawSocket(address);
    }

    void send(String frame) {
        socket.sendText(frame, true).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Sends them one after the other, whether or not the far end still reads. */
    void sendAll(List<?> texts) {
        CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
        for (Object text : texts) {
            sent =
                    sent.thenCompose(_ -> socket.sendText(text.toString(), true))
                            .exceptionally(_ -> null);
        }
    }

    /** Sends a frame; the next one that comes. */
    JsonNode call(String frame) throws Exception {
        send(frame);
        return await(_ -> true);
    }

    /** The code with which the server closes it. */
    int awaitClosed() throws Exception {
        return closed.get(15, TimeUnit.SECONDS);
    }

    /** What came and was not read yet. */
    List<JsonNode> rest() {
        List<JsonNode> rest = new ArrayList<>();
        frames.drainTo(rest);
        return rest;
    }

    /** The next frame that fits; those before it are dropped. */
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

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last && text.charAt(0) == '{') {
                try {
                    frames.add(TpiCaller.JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (last) {
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
