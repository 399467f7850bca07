package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.LORI;
import static dev.deskbus.gateway.console.Demo.NOW;
import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Topic;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A console that does not read what it is sent. */
class KfStuckIT {
    private static final String LONG = "x".repeat(60_000);

    private House house;

    @BeforeEach
    void open() throws Exception {
        house = new House(House.settings());
    }

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    private void say(long seq, String text) {
        house.bus.publish(
                Topic.agent(SELITE.id()),
                new SessionSaid(
                        new SessionId(96),
                        LORI,
                        new Party.OfClient(LORI.id()),
                        Message.Text.plain(text),
                        seq,
                        NOW));
    }

    @Test
    void aConsoleThatReadsNothingIsLetGo() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new InetSocketAddress("127.0.0.1", house.port()), 5_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    """
                    GET /ws/kf HTTP/1.1\r
                    Host: localhost\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    Sec-WebSocket-Version: 13\r
                    \r
                    """
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('H'); // of HTTP/1.1 101
            out.write(frame(house.login(SELITE).encode()));
            House.await(() -> house.watched.size() == 1);

            house.bus.publish(
                    Topic.agent(SELITE.id()),
                    new SessionAssigned(
                            new SessionId(96), LORI, SELITE.id(), List.of(), 1, NOW, List.of()));
            for (int i = 0; i < 400; i++) {
                say(i + 2, LONG);
            }

            House.await(() -> house.bus.listening() == 0);
            assertThat(house.watched).isEmpty();
            assertThat(house.presence.row(SELITE.id()).connected()).isFalse();
            awaitCut(out);
        }
    }

    /** Until writing fails, because the server has closed the connection, not only said so. */
    private static void awaitCut(OutputStream out) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try {
            while (System.nanoTime() < deadline) {
                out.write(frame("beat"));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        } catch (IOException _) {
            return;
        }
        throw new AssertionError("the connection is still open");
    }

    /** A masked text frame; the mask is zero. */
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        var frame = Buffer.buffer().appendByte((byte) 0x81);
        if (payload.length < 126) {
            frame.appendByte((byte) (0x80 | payload.length));
        } else {
            frame.appendByte((byte) (0x80 | 126)).appendUnsignedShort(payload.length);
        }
        return frame.appendInt(0).appendBytes(payload).getBytes();
    }
}
