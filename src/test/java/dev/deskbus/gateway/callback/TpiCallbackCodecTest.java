package dev.deskbus.gateway.callback;

import static dev.deskbus.gateway.callback.Samples.AT;
import static dev.deskbus.gateway.callback.Samples.CARDS;
import static dev.deskbus.gateway.callback.Samples.CLIENT;
import static dev.deskbus.gateway.callback.Samples.ELITE;
import static dev.deskbus.gateway.callback.Samples.LORI;
import static dev.deskbus.gateway.callback.Samples.SESSION;
import static dev.deskbus.gateway.callback.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.RequestStatusChanged;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.callback.Callback.SessionStarted;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message.Format;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Media.Kind;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpiCallbackCodecTest {
    private static final String PUBLIC = "https://chat.example.com";

    private final TpiCallbackCodec plain = new TpiCallbackCodec(PUBLIC, false);
    private final TpiCallbackCodec additive = new TpiCallbackCodec(PUBLIC, true);

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of(Samples.started(), "create", "create"),
                Arguments.of(said("xxxxxxxxxx，xxxxx"), "msg", "msg-text"),
                Arguments.of(said(new Notice(Notice.TYPING, "")), "msg", "msg-notice-typing"),
                Arguments.of(Samples.agentsChanged(), "agentsUpdate", "agentsUpdate"),
                Arguments.of(
                        Samples.status(RequestStatus.ACCEPTED, 0),
                        "updateRequestStatus",
                        "updateRequestStatus"),
                Arguments.of(Samples.rating(), "pushRating", "pushRating"),
                Arguments.of(Samples.closed(), "close", "close"));
    }

    static Stream<Arguments> additiveSamples() {
        return Stream.of(
                Arguments.of(Samples.started(), "create-additive"),
                Arguments.of(said("xxxxxxxxxx，xxxxx"), "msg-text-additive"),
                Arguments.of(typing(), "msg-notice-typing-additive"),
                Arguments.of(Samples.closed(), "close-additive"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("samples")
    void withoutAdditiveKeysABodyIsTheDocumentsSampleByteForByte(
            Callback callback, String name, String file) {
        TpiCall call = plain.encode(callback, CARDS).orElseThrow();

        assertThat(call.name()).isEqualTo(name);
        assertThat(call.body().encodePrettily()).isEqualTo(pretty(file));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("additiveSamples")
    void additiveKeysComeAfterThoseOfTheDocument(Callback callback, String file) {
        TpiCall call = additive.encode(callback, CARDS).orElseThrow();

        assertThat(call.body()).isEqualTo(new JsonObject(Samples.wire(file + ".json")));
    }

    @Test
    void anAgentThatIsGoneIsKnownByItsId() {
        JsonObject body = body(new SessionStarted(CLIENT, SESSION, ELITE, true, AT), Map.of());

        assertThat(body.getString("agentName")).isEqualTo("SELITE");
        assertThat(body.getBoolean("continueLastSession")).isTrue();
        assertThat(body.getJsonObject("agent").getString("icon")).isEmpty();
    }

    @Test
    void whatTheSystemSaysHasNoAgentKeysRatherThanNulls() {
        JsonObject text =
                body(new MessageSent(CLIENT, SESSION, null, Text.plain("您好"), 1, AT), CARDS);
        JsonObject notice =
                body(new MessageSent(CLIENT, SESSION, null, new Notice(3, "还在吗 <3"), 2, AT), CARDS);
        JsonObject close = body(new SessionClosed(CLIENT, SESSION, null, "idle", AT), CARDS);

        assertThat(text.fieldNames())
                .containsExactly("sessionId", "time", "content", "clientId", "type", "messageId");
        assertThat(notice.fieldNames()).doesNotContain("agentId", "agentName");
        assertThat(notice.getString("content")).isEqualTo("还在吗 &lt;3");
        assertThat(close.fieldNames()).containsExactly("sessionId", "clientId", "time", "reason");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 11, 12, 99})
    void noticesThatNobodyAskedForAreNotSent(int kind) {
        assertThat(additive.encode(said(new Notice(kind, "x")), CARDS)).isEmpty();
    }

    /** The later edition has it (docs/decisions/0071). */
    @Test
    void whatWasTakenBackIsNamedByTheNumberOfTheMessage() {
        JsonObject revoked =
                body(
                        new MessageSent(
                                CLIENT, SESSION, ELITE, new Notice(Notice.REVOKE, ""), 7, AT),
                        CARDS);
        JsonObject said =
                body(new MessageSent(CLIENT, SESSION, ELITE, Text.plain("x"), 7, AT), CARDS);
        assertThat(revoked.getInteger("noticeType")).isEqualTo(6);
        assertThat(revoked.getLong("messageId")).isEqualTo(said.getLong("messageId"));
    }

    @Test
    void relativeIconsBecomeAbsoluteAndOthersThanWebAddressesVanish() {
        var cards =
                Map.of(
                        ELITE, Samples.agent(ELITE, "Elite", "A", "/f/1/a.png"),
                        LORI, Samples.agent(LORI, "Lori", "B", "javascript:alert(1)"));

        JsonObject body = body(Samples.agentsChanged(), cards);

        assertThat(body.getJsonArray("agents").getJsonObject(0).getString("icon"))
                .isEqualTo(PUBLIC + "/f/1/a.png");
        assertThat(body.getJsonArray("agents").getJsonObject(1).getString("icon")).isEmpty();
    }

    private static MessageSent typing() {
        return new MessageSent(CLIENT, SESSION, ELITE, new Notice(Notice.TYPING, ""), 0, AT);
    }

    static Stream<Arguments> media() {
        return Stream.of(
                Arguments.of(
                        new Media(Kind.PICTURE, "/f/1/a.png", "a.png", 5L, null, null),
                        "<img src=\"" + PUBLIC + "/f/1/a.png\">"),
                Arguments.of(
                        new Media(Kind.FILE, "http://h/x?a=1&b=2", "报告 <1>.docx", null, null, null),
                        "<a href=\"http://h/x?a=1&amp;b=2\">报告 &lt;1&gt;.docx</a>"),
                Arguments.of(
                        new Media(Kind.VOICE, "https://h/v.amr", null, null, 3, null),
                        "<a href=\"https://h/v.amr\">[语音]</a>"),
                Arguments.of(
                        new Media(Kind.VIDEO, "https://h/v\"onload='x'", null, null, 3, null),
                        "<a href=\"https://h/v&quot;onload=&#39;x&#39;\">[视频]</a>"),
                Arguments.of(
                        new Media(Kind.PICTURE, "javascript:alert(1)", null, null, null, null),
                        "[图片]"),
                Arguments.of(new Media(Kind.FILE, "//evil/x", "n&m", null, null, null), "n&amp;m"),
                Arguments.of(
                        new Media(Kind.FILE, "data:text/html,x", null, null, null, null), "[文件]"));
    }

    @Test
    void aPlaceIsWords() {
        var place = new Location(31.2, 121.5, "<人民广场>", null, null);
        assertThat(body(said(place), CARDS).getString("content"))
                .isEqualTo("[位置] &lt;人民广场&gt; (31.2,121.5)");
    }

    /** A key of the later edition. */
    @Test
    void aRequestOfARobotSessionNamesIt() {
        var waits =
                new RequestStatusChanged(
                        CLIENT, new RequestId(103), RequestStatus.WAITING, 2, SESSION);
        assertThat(body(waits, CARDS).getLong("sessionId")).isEqualTo(SESSION.value());
    }

    @ParameterizedTest
    @MethodSource("media")
    void mediaBecomeImagesAndLinks(Media media, String html) {
        assertThat(body(said(media), CARDS).getString("content")).isEqualTo(html);
    }

    @Test
    void aFragmentIsCleanedAndPlainWordsAreNotTakenForOne() {
        String text = "<b>hi</b> <a href='/help'>help</a>";

        assertThat(body(said(new Text(text, Format.HTML)), CARDS).getString("content"))
                .isEqualTo("&lt;b&gt;hi&lt;/b&gt; <a href=\"" + PUBLIC + "/help\">help</a>");
        assertThat(body(said(text), CARDS).getString("content"))
                .isEqualTo("&lt;b&gt;hi&lt;/b&gt; &lt;a href='/help'&gt;help&lt;/a&gt;");
    }

    @Test
    void messageIdsDifferBetweenSessionsAndStaySafeNumbers() {
        long id = body(said("x"), CARDS).getLong("messageId");

        assertThat(id).isEqualTo(1_299_000_007L).isLessThan(1L << 53);
    }

    private JsonObject body(Callback callback, Map<AgentId, Agent> cards) {
        return additive.encode(callback, cards).orElseThrow().body();
    }

    private static String pretty(String file) {
        return new JsonObject(Samples.wire(file + ".json")).encodePrettily();
    }
}
