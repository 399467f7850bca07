package dev.deskbus.gateway.console.web;

import static dev.deskbus.gateway.console.Demo.SELITE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.QueueId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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

/** Whatever a browser sends: an answer of the bridge, and the socket goes on. */
class WebFuzzIT {
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();
    private static WebHouse house;
    private static Browser stranger;
    private static Browser agent;

    @BeforeContainer
    static void open() throws Exception {
        LOGGED.start();
        root().addAppender(LOGGED);
        house = new WebHouse(1_000_000, List.of());
        house.views.letTalk(SELITE.id());
        house.views.letWait(new QueueId(1));
        house.bus.answer(
                _ -> Future.failedFuture(new Refusal(ErrorCode.SESSION_CLOSED, "not today")));
        stranger = house.connectSockJs();
        agent = house.connectSockJs();
        agent.logIn(house.token(SELITE));
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

    private static void assertError(JsonObject answer, Integer... codes) {
        assertThat(answer.getString("type")).isEqualTo("err");
        assertThat(answer.getInteger("failureCode")).as("%s", answer).isIn((Object[]) codes);
        assertThat(answer.getString("message")).isNotEmpty();
    }

    private static boolean isSilent(String frame) {
        return frame.equals(BridgeCodec.PING);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void noiseIsAnswered(@ForAll("noise") String frame) throws Exception {
        for (Browser browser : List.of(stranger, agent)) {
            assertError(browser.error(frame), 400);
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void strangersAreAnswered(@ForAll("frames") JsonObject frame) throws Exception {
        assertError(stranger.call(frame.encode()), 400, 401, 403);
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void framesOfRandomShapeAreAnswered(@ForAll("frames") JsonObject frame) throws Exception {
        String reply = "00000000-0000-4000-8000-000000000000";
        agent.send(frame);
        agent.send(Browser.frame("send", "web.in.agents").put("replyAddress", reply));

        JsonObject answer = agent.next();
        while (!reply.equals(answer.getString("address"))) {
            if (!agent.channel().equals(answer.getString("address"))) {
                assertError(answer, 400, 401, 403, 404, 409, 410);
            }
            answer = agent.next();
        }
        assertThat(answer.getString("type")).isEqualTo("rec");
    }

    /** What came between: answers and pushes, each of them whole. */
    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void requestsOfRandomShapeAreAnsweredOnce(@ForAll("frames") JsonObject frame) throws Exception {
        JsonObject body =
                frame.getValue("body") instanceof JsonObject object ? object : new JsonObject();
        Object address = frame.getValue("address");
        if (address instanceof String text
                && text.startsWith("web.in.")
                && !text.equals("web.in.logout")) {
            JsonObject answer = agent.request(text.substring("web.in.".length()), body);
            if (answer.getString("type").equals("err")) {
                assertError(answer, 400, 401, 403, 404, 409, 410);
            }
        }
    }

    /** Many frames in one message; what is no array of strings ends the socket, and is named. */
    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void envelopesOfRandomShapeAreReadOrEndTheSocket(@ForAll("envelopes") String envelope)
            throws Exception {
        Browser browser = house.connectSockJs();
        browser.socket().send(envelope);
        browser.send("{\"type\":\"register\",\"address\":\"end\"}");

        JsonObject answer = browser.next();
        while (!"not_logged_in".equals(answer.getString("body"))) {
            assertError(answer, 400, 401, 403);
            if (browser.socket().isClosed()) {
                return;
            }
            String next = browser.socket().next();
            if (next.startsWith("c[1007")) {
                assertThat(browser.socket().closeCode()).isEqualTo(1007);
                return;
            }
            answer = new JsonObject(new JsonArray(next.substring(1)).getString(0));
        }
        browser.socket().close();
    }

    @Example
    void whatIsDeepOrWideIsUnreadable() throws Exception {
        for (String frame :
                List.of(
                        "{a:".repeat(200) + "1" + "}".repeat(200),
                        "[".repeat(60_000),
                        "{a:[" + "1,".repeat(25_000) + "1]}",
                        "{type:'ping',a:" + "9".repeat(60_000) + "}")) {
            assertError(stranger.call(frame), 400);
        }
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(300),
                        Arbitraries.strings().withChars("{}[]\",:#/*'\\ue0\u0000").ofMaxLength(80),
                        Arbitraries.of("{\"type\":", "{\"type\":null}", "ping", "1", "\uFEFF"))
                .filter(frame -> !isSilent(frame) && !frame.contains("ping\""));
    }

    @Provide
    Arbitrary<String> envelopes() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withChars("[]\",{}1n").ofMaxLength(20),
                noise().list()
                        .ofMaxSize(20)
                        .map(frames -> new JsonArray(List.copyOf(frames)).encode()));
    }

    @Provide
    Arbitrary<JsonObject> frames() {
        Arbitrary<Object> type =
                Arbitraries.of("send", "send", "send", "publish", "register", "shout", 1, "");
        Arbitrary<Object> address =
                Arbitraries.oneOf(
                        Arbitraries.of(addresses()),
                        Arbitraries.of("session.96", "web.out.x", "web.in.", "", 7, "\u0000"));
        Arbitrary<Object> body =
                Arbitraries.oneOf(
                        Arbitraries.maps(names(), values())
                                .ofMaxSize(6)
                                .map(fields -> new JsonObject().mergeIn(new JsonObject(fields))),
                        values());
        return Combinators.combine(type, address, body)
                .as(
                        (kind, to, content) ->
                                new JsonObject()
                                        .put("type", kind)
                                        .put("address", to)
                                        .put("body", content));
    }

    private static List<Object> addresses() {
        Stream<String> deeds =
                Stream.of(WebRequests.InSession.Deed.values())
                        .map(deed -> deed.name().toLowerCase(Locale.ROOT));
        return Stream.concat(
                        Stream.of(
                                "resume",
                                "state",
                                "status",
                                "auto_accept",
                                "pause",
                                "say",
                                "transfer",
                                "invite",
                                "note",
                                "whisper",
                                "revoke",
                                "edit",
                                "force_status",
                                "sessions",
                                "record",
                                "login",
                                "nonsense"),
                        deeds)
                .<Object>map(verb -> "web.in." + verb)
                .toList();
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of(
                "session",
                "message",
                "text",
                "type",
                "agent",
                "to",
                "queue",
                "seq",
                "status",
                "on",
                "client",
                "page",
                "page_size",
                "sessions",
                "client_msg_id",
                "force",
                "ticket");
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(70).map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.integers().between(-1, 7).map(number -> (Object) number),
                Arbitraries.<Object>of(
                        96,
                        "96",
                        1.5,
                        true,
                        List.of(),
                        List.of("x", 1),
                        "AE1EA",
                        "text",
                        "away",
                        "javascript:x",
                        "\u0000"),
                Arbitraries.just(new JsonObject().put("type", "text").put("text", "x")),
                Arbitraries.just(new JsonObject().put("96", 1)));
    }
}
