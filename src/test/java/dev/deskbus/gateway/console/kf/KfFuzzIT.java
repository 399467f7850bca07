package dev.deskbus.gateway.console.kf;

import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.gateway.console.Console;
import dev.deskbus.gateway.console.Demo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a console sends: one reply a frame, with a code, in order, and the socket goes on. */
class KfFuzzIT {
    private static House house;
    private static Console console;

    @BeforeContainer
    static void open() throws Exception {
        house = new House(House.settings());
        house.views.letTalk(SELITE.id());
        house.bus.answer(_ -> Future.failedFuture("not today"));
        console = house.logIn(SELITE);
    }

    @AfterContainer
    static void close() throws Exception {
        house.close();
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void noiseIsAnswered(@ForAll("noise") String frame) throws Exception {
        JsonObject reply = console.call(frame);

        assertThat(reply.getInteger("code")).isEqualTo(400);
        console.expectNothing();
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void framesOfRandomShapeAreAnswered(@ForAll("frames") JsonObject frame) throws Exception {
        JsonObject reply = console.call(frame);

        assertThat(reply.getInteger("code")).isNotNull();
        assertThat(reply.getValue("code")).isIn(0, 400, 403, 404, 440, 500);
        console.expectNothing();
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().withChars("{}[]\",:#/*'\\ue0\u0000").ofMaxLength(80),
                Arbitraries.of("{\"method\":", "{\"method\":null}", "beat ", "BEAT", "\uFEFF"));
    }

    @Provide
    Arbitrary<JsonObject> frames() {
        Arbitrary<String> method =
                Arbitraries.of(
                        KfCodec.LOGIN,
                        KfCodec.SET_STATUS,
                        KfCodec.GET_USER,
                        KfCodec.SET_AUTO_CONNECT,
                        KfCodec.CONNECT,
                        KfCodec.DISCONNECT,
                        KfCodec.SEND_TO_USER,
                        KfCodec.GET_WAITING,
                        KfCodec.GET_SESSIONS,
                        KfCodec.GET_RECORD,
                        KfCodec.TYPING,
                        "revoke",
                        "dance");
        Arbitrary<String> name =
                Arbitraries.of(
                        "token",
                        "force_online",
                        "features",
                        "status",
                        "userid",
                        "message",
                        "bid",
                        "customer_id",
                        "page",
                        "pagesize",
                        "client_msg_id",
                        "seq");
        return Combinators.combine(method, Arbitraries.maps(name, values()).ofMaxSize(6))
                .as(
                        (chosen, fields) -> {
                            JsonObject frame = new JsonObject().put("method", chosen);
                            fields.forEach(frame::put);
                            return frame;
                        });
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> message =
                Combinators.combine(
                                Arbitraries.of("text", "picture", "video", "voice", "gif"),
                                Arbitraries.of("text", "url", "name"),
                                Arbitraries.of("hello", "", "http://h/p", "javascript:x", "\u0000"))
                        .as(
                                (type, key, value) ->
                                        new JsonArray()
                                                .add(
                                                        new JsonObject()
                                                                .put("type", type)
                                                                .put(
                                                                        "value",
                                                                        new JsonObject()
                                                                                .put(key, value))));
        return Arbitraries.oneOf(
                message,
                Arbitraries.strings().ofMaxLength(70).map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.integers().between(-1, 4).map(number -> (Object) number),
                Arbitraries.<Object>of(true, 1.5, List.of(), Demo.LORI.id().value(), "1"),
                Arbitraries.just(new JsonObject().put("a", 1)));
    }
}
