package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;

/**
 * Whatever a page sends: one answer a frame, with a result of the protocol, in order, and the
 * socket goes on; nothing of it is an error of ours.
 */
class CwsFuzzIT {
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();
    private static CwsServer server;
    private static VisitorPage page;

    @BeforeContainer
    static void open() throws Exception {
        LOGGED.start();
        root().addAppender(LOGGED);
        server = new CwsServer(CwsServer.settings(Duration.ofSeconds(60)));
        server.begin();
        server.bus.script.answer(new Refusal(ErrorCode.SESSION_CLOSED, "not today"));
        page = server.connect();
    }

    @AfterContainer
    static void close() throws Exception {
        server.close();
        root().detachAppender(LOGGED);
        assertThat(LOGGED.list).noneMatch(event -> event.getLevel() == Level.ERROR);
        assertThat(LOGGED.list)
                .noneMatch(event -> event.getFormattedMessage().contains(CwsServer.token()));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger("dev.deskbus");
    }

    private static void assertStillThere() throws Exception {
        assertThat(page.call("{messageId:'end',type:10}").get("messageId").asText())
                .isEqualTo("end");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void noiseIsAnswered(@ForAll("noise") String frame) throws Exception {
        assertThat(page.call(frame).get("result").asInt()).isIn(-8, -19);
        assertStillThere();
    }

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void framesOfRandomShapeAreAnswered(@ForAll("frames") ObjectNode frame) throws Exception {
        JsonNode answer = page.call(frame);

        assertThat(answer.get("result").asInt())
                .as("%s", frame)
                .isIn(1, -7, -8, -9, -10, -11, -12, -14, -15, -16, -17, -18, -19, -21, -22, -23);
        assertThat(answer.has("message") || frame.get("type").asInt() == 10).isTrue();
        assertStillThere();
    }

    @Example
    void whatIsDeepOrWideIsUnreadable() throws Exception {
        assertThat(page.call("{a:".repeat(200) + "1" + "}".repeat(200)).get("result").asInt())
                .isEqualTo(-8);
        assertThat(page.call("[".repeat(60_000)).get("result").asInt()).isEqualTo(-8);
        assertThat(page.call("{a:[" + "1,".repeat(25_000) + "1]}").get("result").asInt())
                .isEqualTo(-8);
        assertThat(page.call("{type:10,a:" + "9".repeat(60_000) + "}").get("result").asInt())
                .isEqualTo(-8);
        assertThat(page.call("{type:10,a:'" + "x".repeat(65_000) + "'}").get("result").asInt())
                .isEqualTo(1);
        assertStillThere();
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().withChars("{}[]\",:#/*'\\ue0\u0000").ofMaxLength(80),
                Arbitraries.of(
                        "{\"type\":", "{\"type\":null}", "beat", "", "null", "1", "\uFEFF", "{}"));
    }

    @Provide
    Arbitrary<ObjectNode> frames() {
        Arbitrary<Integer> type =
                Arbitraries.of(
                        1, 3, 4, 10, 101, 102, 103, 104, 110, 111, 112, 113, 120, 199, 200, 301,
                        302, 1000, 2001, -1);
        Arbitrary<String> name =
                Arbitraries.of(
                        "messageId",
                        "token",
                        "time",
                        "queueId",
                        "toUserId",
                        "from",
                        "tracks",
                        "requestId",
                        "sessionId",
                        "rating",
                        "ratingId",
                        "content",
                        "msg",
                        "rsId",
                        "transferInfo");
        return Combinators.combine(type, Arbitraries.maps(name, values()).ofMaxSize(7))
                .as(
                        (chosen, fields) -> {
                            ObjectNode frame = CwsServer.JSON.createObjectNode();
                            frame.put("type", chosen);
                            fields.forEach(
                                    (key, value) ->
                                            frame.set(key, CwsServer.JSON.valueToTree(value)));
                            return frame;
                        });
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> message =
                Combinators.combine(
                                Arbitraries.integers().between(-1, 8),
                                Arbitraries.of("text", "imageUri", "url", "latitude"),
                                Arbitraries.<Object>of("hello", "", 1.5, List.of(), "\u0000"))
                        .as(
                                (type, key, value) ->
                                        java.util.Map.of(
                                                "type",
                                                type,
                                                "content",
                                                java.util.Map.of(key, value)));
        return Arbitraries.oneOf(
                message,
                Arbitraries.strings().ofMaxLength(70).map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(96L, 2L, 103L).map(number -> (Object) number),
                Arbitraries.<Object>of(
                        true,
                        1.5,
                        List.of(),
                        "96",
                        "",
                        CwsServer.token(),
                        java.util.Map.of("ratingId", 1)));
    }
}
