package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.file.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadIT {
    private static final String WRONG = "00000000-0000-0000-0000-000000000000";
    private static final byte[] LONG = new byte[UploadServer.LIMIT + 1];

    @TempDir Path folder;
    private UploadServer server;

    @BeforeEach
    void open() throws Exception {
        server = new UploadServer(folder);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    static Stream<byte[]> contents() {
        byte[] large = Arrays.copyOf(Samples.jpeg(), UploadServer.LIMIT);
        return Stream.of(Samples.jpeg(), large);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aFormWithItsTokenBehindTheFile(byte[] content) throws Exception {
        JsonNode reply =
                server.form(
                        new Form()
                                .file("fileToUpload", "照片 1.jpg", content)
                                .field("token", server.token));

        assertKept(reply, "照片 1.jpg", content);
        assertThat(reply.get("url").asText())
                .matches("/f/[0-9a-f]{32}/%E7%85%A7%E7%89%87%201\\.jpg");
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aFormWithItsTokenBeforeTheFileAndAnyFieldName(byte[] content) throws Exception {
        JsonNode reply =
                server.form(
                        new Form()
                                .field("token", server.token)
                                .field("other", "x")
                                .file("whatever", "a.jpg", content));

        assertKept(reply, "a.jpg", content);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aFormWithItsTokenInTheQuery(byte[] content) throws Exception {
        Form form = new Form().file("f", "a.jpg", content);

        JsonNode reply =
                server.post("/webchat/tpiu?token=" + server.token, form.type(), form.body());

        assertKept(reply, "a.jpg", content);
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aBareBody(byte[] content) throws Exception {
        JsonNode reply = server.raw("", content);

        assertKept(reply, "file.jpg", content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "image/jpeg",
                "multipart/form-data",
                "x"
            })
    void theTypeOfABareBodyDoesNotMatter(String type) throws Exception {
        JsonNode reply =
                server.post(
                        "/webchat/tpiu?token=" + server.token + "&fileName=..%2F..%2Fa.jpg",
                        type,
                        BodyPublishers.ofByteArray(Samples.jpeg()));

        assertKept(reply, "a.jpg", Samples.jpeg());
    }

    @Test
    void aBareBodyMayBeNamedByAHeader() throws Exception {
        HttpResponse<byte[]> response =
                UploadServer.send(
                        server.request("/webchat/tpiu?token=" + server.token)
                                .header(
                                        "Content-Disposition",
                                        "attachment; filename=\"x.txt\";"
                                                + " filename*=UTF-8''%E8%A1%A8.txt")
                                .POST(BodyPublishers.ofString("words")));

        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("表.txt");
    }

    static Stream<BodyPublisher> tooLong() {
        byte[] veryLong = new byte[UploadServer.LIMIT * 3];
        return Stream.of(
                BodyPublishers.ofByteArray(LONG),
                BodyPublishers.ofByteArray(veryLong),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(LONG)),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(veryLong)));
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void aFileThatIsTooLongIsRefusedSoThatItsSenderHearsIt(BodyPublisher body) throws Exception {
        JsonNode reply =
                server.post("/webchat/tpiu?token=" + server.token + "&fileName=a.txt", "x", body);

        assertRefused(reply, -21);
        assertThat(reply.get("message").asText()).contains("200000");
    }

    @Test
    void aFormMayHoldAFileOfExactlyTheLimitAndNoMore() throws Exception {
        byte[] most = Samples.text("x".repeat(UploadServer.LIMIT));

        assertKept(
                server.form(new Form().file("f", "a.txt", most).field("token", server.token)),
                "a.txt",
                most);
        assertThat(
                        result(
                                server.form(
                                        new Form()
                                                .file("f", "a.txt", LONG)
                                                .field("token", server.token))))
                .isEqualTo(-21);
    }

    @Test
    void withoutAGoodTokenNothingIsKept() throws Exception {
        byte[] content = Samples.jpeg();

        assertRefused(server.form(new Form().file("f", "a.jpg", content)), -15);
        assertRefused(
                server.form(new Form().file("f", "a.jpg", content).field("token", WRONG)), -15);
        assertRefused(server.form(new Form().field("token", "x").file("f", "a.jpg", content)), -15);
        assertRefused(server.form(new Form().file("f", "a.jpg", LONG).field("token", WRONG)), -15);
        for (String query : new String[] {"", "?token=", "?token=" + WRONG, "?token=%25zz"}) {
            assertRefused(
                    server.post("/webchat/tpiu" + query, "x", BodyPublishers.ofByteArray(content)),
                    -15);
        }
    }

    @Test
    void aWrongTokenInTheQueryIsNoticedBeforeTheBody() throws Exception {
        String answer =
                exchange(
                        "POST /webchat/tpiu?token=x HTTP/1.1\r\nHost: x\r\n"
                                + "Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"result\":-15");
    }

    @Test
    void whoAsksBeforeSendingIsToldToSend() throws Exception {
        String answer =
                exchange(
                        "POST /webchat/tpiu?token="
                                + server.token
                                + "&name=a.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\nhello");

        assertThat(answer).startsWith("HTTP/1.1 100").contains("\"result\":1");
    }

    @Test
    void whatIsNotAllowedIsRefused() throws Exception {
        byte[] page = Samples.text("<html><script>alert(1)</script></html>");

        assertRefused(server.raw("&fileName=a.exe", Samples.windowsProgram()), -16);
        assertRefused(server.raw("&fileName=a.jpg", page), -16);
        assertRefused(server.raw("", page), -16);
        assertRefused(server.raw("&fileName=a.jpg", Samples.linuxProgram()), -16);
        assertRefused(
                server.form(new Form().file("f", "a.html", page).field("token", server.token)),
                -16);
        assertRefused(
                server.form(
                        new Form()
                                .file("f", "a.jpg", new byte[UploadServer.LIMIT])
                                .field("token", server.token)),
                -16);
    }

    @Test
    void aFormWithoutAFileIsRefused() throws Exception {
        assertRefused(server.form(new Form().field("token", server.token)), -14);
        assertRefused(server.raw("&fileName=a.txt", new byte[0]), -14);
        assertRefused(
                server.form(
                        new Form().file("f", "a.txt", new byte[0]).field("token", server.token)),
                -14);
    }

    @Test
    void onlyTheFirstFileOfAFormCounts() throws Exception {
        JsonNode reply =
                server.form(
                        new Form()
                                .file("a", "a.txt", Samples.text("one"))
                                .file("b", "b.txt", Samples.text("two"))
                                .field("token", server.token));

        assertKept(reply, "a.txt", Samples.text("one"));
    }

    @Test
    void troubleOfTheStoreIsSaid() throws Exception {
        server.catalog.failure = new Refusal(ErrorCode.UNAVAILABLE, "database: gone");

        JsonNode reply = server.raw("", Samples.jpeg());

        assertRefused(reply, -13);
        assertThat(reply.get("message").asText()).isEqualTo("上传文件失败: please try again later");
    }

    @Test
    void aBodyThatStopsIsGivenUpAndForgotten() throws Exception {
        String head = new String(new Form().file("f", "a.txt", new byte[10]).soFar());

        String form =
                exchange(
                        "POST /webchat/tpiu HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                + new Form().type()
                                + "\r\nContent-Length: 5000\r\n\r\n"
                                + head);
        String raw =
                exchange(
                        "POST /webchat/tpiu?token="
                                + server.token
                                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhello");

        assertThat(form).contains("\"result\":-8");
        assertThat(raw).contains("\"result\":-8");
        awaitNothingOnDisk();
    }

    @Test
    void aSenderThatVanishesLeavesNothing() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write(
                                ("POST /webchat/tpiu?token="
                                                + server.token
                                                + " HTTP/1.1\r\nHost: x\r\n"
                                                + "Content-Length: 5000\r\n\r\nhello")
                                        .getBytes(StandardCharsets.UTF_8));
                socket.setSoLinger(true, 0);
            }
        }

        awaitNothingOnDisk();
        assertThat(result(server.raw("", Samples.jpeg()))).isEqualTo(1);
    }

    @Test
    void aBodyWithoutAnyEndIsNotReadForEver() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /webchat/tpiu?token="
                                    + server.token
                                    + "&name=a.txt HTTP/1.1\r\nHost: x\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes();

            assertThat(sendUntilHungUp(out, chunk)).isLessThan(100L * UploadServer.LIMIT);
        }
        awaitNothingOnDisk();
    }

    @Test
    void somethingThatIsNoFormAlthoughItSaysSoIsRefused() throws Exception {
        JsonNode reply =
                server.post(
                        "/webchat/tpiu?token=" + server.token,
                        new Form().type(),
                        BodyPublishers.ofString("x".repeat(5000)));

        assertThat(result(reply)).isIn(-8, -14);
    }

    @Test
    void onlyPostIsServed() throws Exception {
        HttpResponse<byte[]> response = server.get("/webchat/tpiu");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(new String(response.body())).contains("\"result\":-8");
    }

    @Test
    void tooManyAtOnceAreRefused() throws Exception {
        try (UploadServer narrow =
                new UploadServer(folder.resolve("narrow"), 1000, 0, Duration.ofSeconds(3))) {
            JsonNode reply = narrow.raw("", Samples.jpeg());

            assertThat(result(reply)).isEqualTo(-13);
            assertThat(narrow.resource.underWay()).isZero();
            assertThat(narrow.resource.refused()).isEqualTo(1);
        }
    }

    private void assertKept(JsonNode reply, String name, byte[] content) throws Exception {
        assertThat(result(reply)).as("%s", reply).isEqualTo(1);
        assertThat(reply.get("fileName").asText()).isEqualTo(name);
        assertThat(reply.get("message").asText()).isEmpty();
        assertThat(server.get(reply.get("url").asText()).body()).isEqualTo(content);
        assertThat(server.onDisk()).hasSize(1);
    }

    private void assertRefused(JsonNode reply, int result) throws Exception {
        assertThat(result(reply)).as("%s", reply).isEqualTo(result);
        assertThat(reply.get("message").asText()).isNotBlank();
        assertThat(server.catalog.files).isEmpty();
        awaitNothingOnDisk();
    }

    private void awaitNothingOnDisk() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!server.onDisk().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(server.onDisk()).isEmpty();
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(8000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long sendUntilHungUp(OutputStream out, byte[] chunk) {
        long sent = 0;
        try {
            while (sent < 100L * UploadServer.LIMIT) {
                out.write(chunk);
                sent += chunk.length;
            }
        } catch (IOException hungUp) {
            return sent;
        }
        return sent;
    }

    private static int result(JsonNode reply) {
        return reply.get("result").asInt();
    }
}
