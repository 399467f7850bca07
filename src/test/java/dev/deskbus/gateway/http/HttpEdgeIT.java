package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.deskbus.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HttpEdgeIT {
    private final Vertx vertx = Vertx.vertx();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private int port;

    @BeforeEach
    void open() throws Exception {
        logged.start();
        root.addAppender(logged);
        port = FreePorts.next();
        vertx.deployVerticle(
                        new HttpEdge(
                                new HttpServerOptions().setHost("127.0.0.1").setPort(port),
                                router ->
                                        router.route("/f/:id/:name")
                                                .handler(context -> context.response().end("ok")),
                                handshake -> handshake.reject()))
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        root.detachAppender(logged);
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aPathThatCannotBeReadIsTheSendersFaultAndNothingForTheLog() throws Exception {
        assertThat(get("/f/1/a.png")).startsWith("HTTP/1.1 200");

        assertThat(get("/f/%zz/x")).startsWith("HTTP/1.1 400").endsWith("Bad Request");

        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private String get(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
