package dev.deskbus.gateway.console.admin;

import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.console.Console;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
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

/** Whatever a console sends: one reply a frame, with a code of the wire, and the socket goes on. */
class AdminFuzzIT {
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();
    private static AdminHouse house;
    private static Console console;

    @BeforeContainer
    static void open() throws Exception {
        LOGGED.start();
        root().addAppender(LOGGED);
        house = new AdminHouse();
        house.letTalk(SELITE, "hello");
        house.bus.answer(
                _ -> Future.failedFuture(new Refusal(ErrorCode.SESSION_CLOSED, "not today")));
        console = house.logIn(SELITE);
    }

    @AfterContainer
    static void close() throws Exception {
        house.close();
        root().detachAppender(LOGGED);
        assertThat(LOGGED.list).noneMatch(event -> event.getLevel() == Level.ERROR);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger("dev.deskbus");
    }

    private static void assertStillThere() throws Exception {
        assertThat(console.call("{call_type:0,seq:'end'}").getValue("seq")).isEqualTo("end");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void noiseIsAnswered(@ForAll("noise") String frame) throws Exception {
        assertThat(console.call(frame).getInteger("code")).isIn(-8, -14, -19);
        assertStillThere();
    }

    @Property(tries = 700, shrinking = ShrinkingMode.OFF)
    void framesOfRandomShapeAreAnswered(@ForAll("frames") JsonObject frame) throws Exception {
        JsonObject reply = console.call(frame);

        assertThat(reply.getInteger("code"))
                .as("%s", frame)
                .isIn(
                        200, -8, -14, -19, -31001, -31003, -32101, -32102, -32201, -32202, -32301,
                        -32302, -32403, -32404, -34101, -34201, -34301);
        assertThat(reply.getString("status"))
                .isEqualTo(reply.getInteger("code") > 0 ? "Success" : "Error");
        assertStillThere();
    }

    @Example
    void whatIsDeepOrWideIsUnreadable() throws Exception {
        for (String frame :
                List.of(
                        "{a:".repeat(200) + "1" + "}".repeat(200),
                        "[".repeat(60_000),
                        "{a:[" + "1,".repeat(25_000) + "1]}",
                        "{call_type:0,a:" + "9".repeat(60_000) + "}")) {
            assertThat(console.call(frame).getInteger("code")).isEqualTo(-8);
        }
        assertThat(console.call("{call_type:0,a:'" + "x".repeat(65_000) + "'}").getInteger("code"))
                .isEqualTo(200);
        assertStillThere();
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().withChars("{}[]\",:#/*'\\ue0\u0000").ofMaxLength(80),
                Arbitraries.of("{\"api_key\":", "{\"api_key\":null}", "beat", "", "1", "\uFEFF"));
    }

    @Provide
    Arbitrary<JsonObject> frames() {
        Arbitrary<Object> key =
                Arbitraries.of(
                        31000, 32000, 32100, 32200, 32300, 32399, 32400, 32401, 32500, 33000, 34001,
                        34100, 34200, 34300, "32300", -1, 0);
        Arbitrary<String> name =
                Arbitraries.of(
                        "call_type",
                        "gid",
                        "group_id",
                        "page_index",
                        "page_size",
                        "msg",
                        "file_type",
                        "aix",
                        "status",
                        "features",
                        "client_msg_id",
                        "seq");
        return Combinators.combine(key, Arbitraries.maps(name, values()).ofMaxSize(7))
                .as(
                        (chosen, fields) -> {
                            JsonObject frame = new JsonObject();
                            fields.forEach(frame::put);
                            return frame.put("api_key", chosen);
                        });
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(70).map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.integers().between(-1, 7).map(number -> (Object) number),
                Arbitraries.<Object>of(
                        17,
                        "17",
                        1.5,
                        true,
                        List.of(),
                        List.of("x", 1),
                        "AE1EA",
                        "http://h/p",
                        "javascript:x",
                        "\u0000"),
                Arbitraries.just(new JsonObject().put("url", "http://h/p").put("size", 1)));
    }
}
