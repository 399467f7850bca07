package dev.deskbus.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A socket that sends whatever it is told, and reads JSON. */
final class RawSocket implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
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

    /** Sends a frame; the next one that comes. */
    JsonNode call(String frame) throws Exception {
        send(frame);
        return await(_ -> true);
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
    }
}
