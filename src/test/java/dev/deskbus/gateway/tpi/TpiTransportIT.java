package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.gateway.http.JsonBody;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpiTransportIT {
    private static final String VISITOR = "{\"type\":4,\"visitorId\":\"v1\"}";
    private TpiServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void onlyPostIsServed(String method) throws Exception {
        HttpResponse<String> response =
                TpiServer.send(
                        server.request("/EliteWebChat/tpi")
                                .method(method, BodyPublishers.noBody())
                                .build());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(TpiServer.JSON.readTree(response.body()).get("result").asInt()).isEqualTo(-8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/EliteWebChat/tpi", "/webchat/tpi"})
    void bothPathsAreServedAsJson(String path) throws Exception {
        HttpResponse<String> response = post(path, VISITOR, "application/json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/json; charset=utf-8");
        assertThat(result(response)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "applicatoin/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "text/plain; charset=utf-16",
                "nonsense"
            })
    void theContentTypeDoesNotMatter(String type) throws Exception {
        assertThat(result(post("/webchat/tpi", "{\"type\":4,\"visitorId\":\"%zz&你=+\"}", type)))
                .isEqualTo(1);
    }

    @Test
    void failuresAre200WithWordsInTheCallersLanguage() throws Exception {
        HttpResponse<String> english =
                TpiServer.send(
                        server.request("/webchat/tpi")
                                .header("Accept-Language", "en-GB")
                                .POST(BodyPublishers.ofString("{\"type\":2001,\"token\":\"x\"}"))
                                .build());

        assertThat(english.statusCode()).isEqualTo(200);
        assertThat(english.body()).contains("-15", "the token is not valid");
        assertThat(server.post("{\"type\":2001}").get("message").asText()).isEqualTo("登录已失效，请重新登录");
    }

    @Test
    void lenientBodiesAreServedAndCounted() throws Exception {
        assertThat(server.result("\uFEFF" + VISITOR)).isEqualTo(1);
        assertThat(server.resource.lenientBodies()).isZero();
        assertThat(server.result("{type: 4,//访客登录\n visitorId: 'v1',}")).isEqualTo(1);
        assertThat(server.resource.lenientBodies()).isEqualTo(1);
        assertThat(server.lenient).containsExactly("main");
        String token = server.post(VISITOR).get("token").asText();
        assertThat(server.result("{type: 2, token: 'nobody'}")).isEqualTo(-15);
        assertThat(server.result("{type: 4, visitorId: 'v', epid: 'second'}")).isEqualTo(1);
        assertThat(server.result("{type: 2, token: '" + token + "'}")).isEqualTo(1);
        assertThat(server.lenient).containsExactly("main", "second", "main");
    }

    static Stream<BodyPublisher> tooLong() {
        String body = "{\"type\":2001,\"text\":\"" + "x".repeat(JsonBody.LIMIT) + "\"}";
        return Stream.of(
                BodyPublishers.ofString(body),
                BodyPublishers.ofInputStream(
                        () ->
                                new java.io.ByteArrayInputStream(
                                        body.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void aBodyThatIsTooLongIsRefusedPolitely(BodyPublisher body) throws Exception {
        HttpResponse<String> response =
                TpiServer.send(server.request("/webchat/tpi").POST(body).build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(result(response)).isEqualTo(-21);
        assertThat(response.body()).contains("the body is longer than 12582912 bytes");
    }

    @Test
    void aBodyWithoutEndIsGivenUp() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(
                            ("POST /webchat/tpi HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
                                    .getBytes(StandardCharsets.UTF_8));

            String answer = new String(socket.getInputStream().readAllBytes());

            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"result\":-8");
        }
    }

    @Test
    void aBodyWithoutAnyEndIsNotReadForEver() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5000);
            var out = socket.getOutputStream();
            out.write(
                    "POST /webchat/tpi HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes();

            long sent = sendUntilHungUp(out, chunk);

            assertThat(sent).isLessThan(20L * JsonBody.LIMIT);
        }
    }

    private static long sendUntilHungUp(OutputStream out, byte[] chunk) {
        long sent = 0;
        try {
            while (sent < 20L * JsonBody.LIMIT) {
                out.write(chunk);
                sent += chunk.length;
            }
        } catch (IOException hungUp) {
            return sent;
        }
        return sent;
    }

    @Test
    void aCallerThatLeavesInTheMiddleHurtsNobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        TpiServer.Caller caller = server.logIn("lori");
        caller.talks(96, true);
        server.bus.answer(
                _ -> {
                    asked.countDown();
                    return new SessionAnswer.Logged(1, Instant.EPOCH);
                });
        String body =
                "{\"type\":2001,\"sessionId\":96,\"text\":\"a\",\"token\":\""
                        + caller.token
                        + "\"}";
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(
                            ("POST /webchat/tpi HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(server.bus.<SessionCommand>lastAsked()).isInstanceOf(SessionCommand.Say.class);
        assertThat(server.result(VISITOR)).isEqualTo(1);
    }

    private HttpResponse<String> post(String path, String body, String type) throws Exception {
        return TpiServer.send(
                server.request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static int result(HttpResponse<String> response) throws Exception {
        JsonNode reply = TpiServer.JSON.readTree(response.body());
        return reply.get("result").asInt();
    }
}
