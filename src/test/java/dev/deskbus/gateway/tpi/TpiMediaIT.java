package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.deskbus.domain.client.Dialect;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpiMediaIT {
    private static final String QUIET = "{\"result\":1,\"message\":\"\"}";
    private static final String AMR = base64("#!AMR\nvoice");
    private static final String PNG = base64("\u0089PNG and more");
    private TpiServer server;
    private TpiServer.Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = new TpiServer();
        caller = server.logIn("lori");
        caller.talks(96, true);
        server.bus.answer(new SessionAnswer.Logged(1, Instant.EPOCH));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aPictureGoesByItsAddressAndItsThumbIsKept() throws Exception {
        assertThat(show(2002, "imageUri", "http://a/b.png", "thumbData", PNG)).isEqualTo(QUIET);

        assertThat(said()).isEqualTo(picture("http://a/b.png", null, null, "/f/1/picture.png"));
        assertThat(server.media.kept).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no base64!", "data:image/png,plain", "data:;base64,"})
    void aThumbThatIsNoneIsLeftOut(String thumb) throws Exception {
        assertThat(show(2002, "imageUri", "http://a/b.png", "thumbData", thumb)).isEqualTo(QUIET);
        assertThat(said()).isEqualTo(picture("http://a/b.png", null, null, null));
    }

    @Test
    void aPictureInsideTheRequestIsKept() throws Exception {
        assertThat(show(2002, "imageUri", "data:image/png;base64," + PNG)).isEqualTo(QUIET);
        assertThat(said())
                .isEqualTo(
                        picture(
                                "/f/1/picture.png",
                                "picture.png",
                                (long) server.media.kept.getFirst().length(),
                                null));
    }

    @Test
    void whatWasToBeStoredAndWasNotIsToldByItsCode() throws Exception {
        server.media.failure = new Refusal(ErrorCode.UNAVAILABLE, "disk full at node-3");

        JsonNode image =
                caller.call(2002, "sessionId", 96, "imageUri", "data:image/png;base64," + PNG);
        JsonNode voice = caller.call(2003, "sessionId", 96, "voiceData", AMR);

        assertThat(image.get("result").asInt()).isEqualTo(-22);
        assertThat(voice.get("result").asInt()).isEqualTo(-23);
        assertThat(image.toString() + voice).doesNotContain("node-3");
        assertThat(result(2002, "imageUri", "data:image/png;base64,%%")).isEqualTo(-22);
        assertThat(show(2002, "imageUri", "http://a/b.png", "thumbData", PNG)).isEqualTo(QUIET);
        assertThat(server.bus.asked).hasSize(1);
        server.media.failure = new Refusal(ErrorCode.FILE_TOO_LARGE, "10 MB");
        assertThat(result(2003, "voiceData", AMR)).isEqualTo(-21);
    }

    @Test
    void aPictureThatIsToBeKeptIsFetchedFromAllowedHostsOnly() throws Exception {
        HttpServer there =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        there.createContext(
                "/",
                exchange -> {
                    boolean moved = exchange.getRequestURI().getPath().equals("/moved");
                    exchange.getResponseHeaders().add("Location", "/b.png");
                    exchange.sendResponseHeaders(moved ? 302 : 200, 0);
                    exchange.getResponseBody().write("picture".getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        there.start();
        String base = "http://127.0.0.1:" + there.getAddress().getPort();
        try {
            assertThat(show(2002, "imageUri", base + "/b.png", "saveImage", true)).isEqualTo(QUIET);
            assertThat(server.media.kept.getFirst().toString()).isEqualTo("picture");
            assertThat(result(2002, "imageUri", base + "/moved", "saveImage", true)).isEqualTo(-22);
            assertThat(result(2002, "imageUri", "http://[::1]:1/x", "saveImage", true))
                    .isEqualTo(-22);
            assertThat(result(2002, "imageUri", "http://intranet/x", "saveImage", true))
                    .isEqualTo(-22);
            assertThat(result(2002, "imageUri", "http://0177.0.0.1/x", "saveImage", true))
                    .isEqualTo(-22);
        } finally {
            there.stop(0);
        }
        assertThat(result(2002, "imageUri", base + "/b.png", "saveImage", true)).isEqualTo(-22);
        assertThat(server.media.kept).hasSize(1);
    }

    @Test
    void aVoiceIsKeptWithItsLength() throws Exception {
        assertThat(show(2003, "voiceLength", "33", "voiceData", AMR)).isEqualTo(QUIET);
        assertThat(said())
                .isEqualTo(
                        new Media(Media.Kind.VOICE, "/f/1/voice.amr", "voice.amr", 11L, 33, null));
    }

    @Test
    void aVoiceThatIsNoAmrIsRefusedOnlyOnDemand() throws Exception {
        assertThat(result(2003, "voiceData", PNG)).isEqualTo(1);
        server.directory.dialect =
                new Dialect(
                        true,
                        Dialect.HistoryMessageType.STANDARD,
                        Dialect.HistoryUserType.STANDARD,
                        false);
        assertThat(result(2003, "voiceData", PNG)).isEqualTo(-23);
        assertThat(result(2003, "voiceData", AMR)).isEqualTo(1);
        assertThat(result(2003, "voiceData", "***")).isEqualTo(-23);
    }

    @Test
    void aPlaceIsKeptAsItCame() throws Exception {
        assertThat(
                        show(
                                2004,
                                "latitude",
                                34.12,
                                "longitude",
                                "131.24",
                                "poi",
                                "上海",
                                "map",
                                "baidu",
                                "thumbData",
                                PNG))
                .isEqualTo(QUIET);
        assertThat(said())
                .isEqualTo(new Location(34.12, 131.24, "上海", "baidu", "/f/1/picture.png"));
    }

    @Test
    void filesAndVideosGoByTheirAddresses() throws Exception {
        assertThat(show(2005, "fileUrl", "http://a/x.docx", "name", "x.docx")).isEqualTo(QUIET);
        assertThat(said())
                .isEqualTo(
                        new Media(Media.Kind.FILE, "http://a/x.docx", "x.docx", null, null, null));

        assertThat(show(2006, "sightUri", "http://a/x.mp4", "sightLength", 7, "sightName", "x"))
                .isEqualTo(QUIET);
        assertThat(said())
                .isEqualTo(new Media(Media.Kind.VIDEO, "http://a/x.mp4", "x", null, 7, null));
    }

    @ParameterizedTest
    @CsvSource({"2002, imageUri", "2003, voiceData", "2005, fileUrl", "2006, sightUri"})
    void nothingAtAllIsAnEmptyMessageButNotBeforeTheSession(int type, String field)
            throws Exception {
        assertThat(result(type, field, "")).isEqualTo(-17);
        assertThat(caller.call(type, "sessionId", 97, field, "").get("result").asInt())
                .isEqualTo(-11);
        assertThat(caller.call(type, "requestId", 103, field, "").get("result").asInt())
                .isEqualTo(-10);
        assertThat(server.bus.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"99, 1", "0, 1", "1, 1", "2, -12", "4, -12", "6, -12", "11, -12", "77, -12"})
    void clientsGiveNoNoticesInTheNameOfDeskbus(int type, int result) throws Exception {
        assertThat(result(2024, "noticeType", type, "notice", "card")).isEqualTo(result);
    }

    @Test
    void aNoticeIsSaidAndTypingIsOnlyASignal() throws Exception {
        assertThat(show(2024, "notice", "card 7")).isEqualTo(QUIET);
        assertThat(said()).isEqualTo(new Notice(99, "card 7"));
        assertThat(result(2024, "notice", "")).isEqualTo(-17);

        assertThat(show(2024, "noticeType", 5)).isEqualTo(QUIET);
        assertThat(server.bus.told.getLast().command()).isInstanceOf(SessionCommand.Signal.class);
    }

    @Test
    void whatIsShownWhileWaitingIsKeptWithTheRequest() throws Exception {
        caller.waits(103);
        server.bus.answer(new QueueAnswer.Done());

        JsonNode reply =
                caller.call(2003, "requestId", 103, "voiceData", AMR, "time", 7, "extra", "x");

        assertThat(reply.toString()).isEqualTo(QUIET);
        QueueCommand.AddPreMessage command = server.bus.lastAsked();
        assertThat(command.message()).isInstanceOf(Media.class);
        assertThat(command.clientTime()).isEqualTo(Instant.ofEpochMilli(7));
        assertThat(command.extra()).isEqualTo("x");
        assertThat(command.key().recent()).isNotNull();
    }

    @Test
    void whatIsShownAfterTheRequestWasTakenIsSaid() throws Exception {
        caller.has(103, RequestStatus.ACCEPTED, 0, 96L);
        assertThat(caller.call(2005, "requestId", 103, "fileUrl", "http://a/x").toString())
                .isEqualTo(QUIET);
        assertThat(server.bus.asked.getLast().to()).isEqualTo("session.96");

        caller.waits(104);
        server.bus.answer(
                command ->
                        command instanceof QueueCommand
                                ? new QueueAnswer.Accepted(new SessionId(96))
                                : new SessionAnswer.Logged(2, Instant.EPOCH));
        assertThat(caller.call(2005, "requestId", 104, "fileUrl", "http://a/y").toString())
                .isEqualTo(QUIET);
        assertThat(said()).isEqualTo(file("http://a/y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIMEOUT", "CANCELED_BY_CLIENT", "DROPPED"})
    void nothingIsKeptForARequestThatIsOver(RequestStatus status) throws Exception {
        caller.has(103, status, 0, null);
        JsonNode reply = caller.call(2003, "requestId", 103, "voiceData", AMR);
        assertThat(reply.get("result").asInt()).isEqualTo(-10);
        assertThat(server.media.kept).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2002, imageUri, http://a/b",
        "2003, voiceData, IyFBTVIK",
        "2004, poi, a",
        "2005, fileUrl, http://a/b",
        "2006, sightUri, http://a/b",
        "2024, notice, a"
    })
    void repeatsAreKnownByNameOrByTimeAndContent(int type, String field, String content)
            throws Exception {
        String first = key(type, field, content, "time", 5).recent();
        assertThat(first).isNotNull();
        assertThat(key(type, field, content, "time", 5).recent()).isEqualTo(first);
        assertThat(key(type, field, content, "time", 6).recent()).isNotEqualTo(first);
        assertThat(key(type, field, content + "aaaa", "time", 5).recent()).isNotEqualTo(first);
        assertThat(key(type, field, content).recent()).isNull();
        assertThat(key(type, field, content, "messageId", "m"))
                .isEqualTo(key(type, field, content + "aaaa", "messageId", "m", "time", 9));
    }

    private MessageKey key(int type, Object... fields) throws Exception {
        Object[] all = new Object[fields.length + 4];
        System.arraycopy(fields, 0, all, 4, fields.length);
        all[0] = "latitude";
        all[1] = 1;
        all[2] = "longitude";
        all[3] = 2;
        assertThat(show(type, all)).isEqualTo(QUIET);
        return ((SessionCommand.Say) server.bus.lastAsked()).key();
    }

    private String show(int type, Object... fields) throws Exception {
        return call(type, fields).toString();
    }

    private int result(int type, Object... fields) throws Exception {
        return call(type, fields).get("result").asInt();
    }

    private JsonNode call(int type, Object... fields) throws Exception {
        Object[] all = new Object[fields.length + 2];
        all[0] = "sessionId";
        all[1] = 96;
        System.arraycopy(fields, 0, all, 2, fields.length);
        return caller.call(type, all);
    }

    private Message said() {
        return ((SessionCommand.Say) server.bus.lastAsked()).message();
    }

    private static Message picture(
            String url, @Nullable String name, @Nullable Long size, @Nullable String thumb) {
        return new Media(Media.Kind.PICTURE, url, name, size, null, thumb);
    }

    private static Message file(String url) {
        return new Media(Media.Kind.FILE, url, null, null, null, null);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
