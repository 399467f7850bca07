package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketOutboxTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> sent = new ArrayList<>();
    private final Deque<Promise<Void>> unread = new ArrayDeque<>();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final AtomicInteger roomAgain = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private SocketOutbox outbox(Duration patience) {
        return new SocketOutbox(
                vertx, socket(), patience, stuck::countDown, roomAgain::incrementAndGet);
    }

    /** A socket whose far end reads when the test says so. */
    private ServerWebSocket socket() {
        return (ServerWebSocket)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ServerWebSocket.class},
                        (_, method, arguments) -> {
                            assertThat(method.getName()).isEqualTo("writeTextMessage");
                            sent.add((String) arguments[0]);
                            unread.add(Promise.promise());
                            return unread.getLast().future();
                        });
    }

    private void read(int frames) {
        for (int i = 0; i < frames; i++) {
            unread.remove().complete();
        }
    }

    @Test
    void aFullOutboxDropsPushesAndKeepsReplies() {
        SocketOutbox outbox = outbox(Duration.ofMinutes(1));

        for (int i = 0; i < SocketOutbox.MOST_FRAMES + 10; i++) {
            outbox.push("push");
        }
        outbox.reply("reply");

        assertThat(sent).hasSize(SocketOutbox.MOST_FRAMES + 1).endsWith("reply");
        assertThat(outbox.room().isComplete()).isFalse();
    }

    @Test
    void halfOfItTakenMakesRoom() {
        SocketOutbox outbox = outbox(Duration.ofMinutes(1));
        for (int i = 0; i < SocketOutbox.MOST_FRAMES; i++) {
            outbox.push("push");
        }
        var room = outbox.room();

        read(SocketOutbox.MOST_FRAMES / 2 - 1);
        assertThat(room.isComplete()).isFalse();
        read(1);

        assertThat(room.succeeded()).isTrue();
        outbox.push("again");
        assertThat(sent).endsWith("again");
    }

    @Test
    void whoeverDroppedPushesIsToldOnceThatThereIsRoomAgain() {
        SocketOutbox outbox = outbox(Duration.ofMinutes(1));
        outbox.push("x".repeat(SocketOutbox.MOST_CHARACTERS));
        read(1);
        assertThat(roomAgain).hasValue(0);

        outbox.push("x".repeat(SocketOutbox.MOST_CHARACTERS));
        outbox.push("dropped");
        outbox.push("dropped");
        read(1);
        outbox.push("kept");
        read(1);

        assertThat(roomAgain).hasValue(1);
    }

    @Test
    void fewFramesMayBeTooMuchAsWell() {
        SocketOutbox outbox = outbox(Duration.ofMinutes(1));

        outbox.push("x".repeat(SocketOutbox.MOST_CHARACTERS));
        outbox.push("dropped");

        assertThat(sent).hasSize(1);
        read(1);
        outbox.push("kept");
        assertThat(sent).endsWith("kept");
    }

    @Test
    void aConsoleThatMakesNoRoomInTimeIsStuck() throws Exception {
        SocketOutbox outbox = outbox(Duration.ofMillis(20));

        outbox.push("x".repeat(SocketOutbox.MOST_CHARACTERS));

        assertThat(stuck.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aConsoleThatMakesRoomOrIsClosedIsNotStuck() throws Exception {
        SocketOutbox reading = outbox(Duration.ofMillis(50));
        reading.push("x".repeat(SocketOutbox.MOST_CHARACTERS));
        read(1);
        SocketOutbox closed = outbox(Duration.ofMillis(50));
        closed.push("x".repeat(SocketOutbox.MOST_CHARACTERS));
        var room = closed.room();
        closed.close();

        assertThat(room.succeeded()).isTrue();
        assertThat(stuck.await(200, TimeUnit.MILLISECONDS)).isFalse();
    }
}
