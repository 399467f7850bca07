package dev.deskbus.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bench.load.HttpLane.Reply;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpLaneTest {
    private static final String WHOLE =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nContent-Length: 12\r\n\r\n"
                    + "{\"result\":1}";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        vertx.close().await();
    }

    @Test
    void aReplyMayComeInPieces() throws Exception {
        Reply reply = replyOf(WHOLE.substring(0, 30), WHOLE.substring(30, 80), WHOLE.substring(80));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"result\":1}");
        assertThat(reply.isSuccess()).isTrue();
    }

    @Test
    void onlyTheResultOneIsASuccess() throws Exception {
        Reply reply = replyOf(WHOLE.replace(":1}", ":10}").replace("12", "13"));

        assertThat(reply.isSuccess()).isFalse();
    }

    @Test
    void anotherStatusIsNone() throws Exception {
        assertThat(replyOf(WHOLE.replace("200 OK", "500 No")).isSuccess()).isFalse();
    }

    @Test
    void aConnectionThatEndsIsNone() throws Exception {
        assertThat(replyOf().isSuccess()).isFalse();
    }

    private Reply replyOf(String... pieces) throws Exception {
        NetServer server =
                vertx.createNetServer()
                        .connectHandler(socket -> socket.handler(_ -> send(socket, 0, pieces)))
                        .listen(0, "127.0.0.1")
                        .await();
        HttpLane lane = HttpLane.open(vertx, server.actualPort(), 1).getFirst();
        Promise<Reply> promise = Promise.promise();
        Buffer request = HttpLane.post("/x", "{}");
        lane.context().runOnContext(_ -> lane.send(request, promise::tryComplete));
        return promise.future().await(10, TimeUnit.SECONDS);
    }

    private void send(NetSocket socket, int at, String... pieces) {
        if (pieces.length == 0) {
            socket.close();
        } else if (at < pieces.length) {
            socket.write(pieces[at]);
            vertx.setTimer(20, _ -> send(socket, at + 1, pieces));
        }
    }
}
