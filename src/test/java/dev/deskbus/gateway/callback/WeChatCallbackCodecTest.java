package dev.deskbus.gateway.callback;

import static dev.deskbus.gateway.callback.Samples.AT;
import static dev.deskbus.gateway.callback.Samples.CARDS;
import static dev.deskbus.gateway.callback.Samples.CLIENT;
import static dev.deskbus.gateway.callback.Samples.SESSION;
import static dev.deskbus.gateway.callback.Samples.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.SessionClosed;
import dev.deskbus.domain.directory.RatingOption;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message.Format;
import dev.deskbus.domain.session.Message.Location;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.gateway.callback.WeChatCallbackCodec.Listener;
import dev.deskbus.gateway.http.WeChatUser;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeChatCallbackCodecTest {
    private static final Path WIRE = Path.of("src/test/resources/wire/wechat/callback");
    private static final WeChatUser USER =
            new WeChatUser("gh_1234", "o6_bmjrPTlm6_2sgVt7hMZOPfL2M");
    private static final Listener STRICT = new Listener(USER, false, false);
    private static final List<RatingOption> RATINGS =
            List.of(new RatingOption(1, "满意"), new RatingOption(2, "一般"));
    private static final JsonMapper LENIENT =
            JsonMapper.builder()
                    .enable(
                            JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                            JsonReadFeature.ALLOW_TRAILING_COMMA,
                            JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build();

    private final WeChatCallbackCodec target = new WeChatCallbackCodec("https://chat.example.com");

    static Stream<Arguments> samples() {
        Callback waiting = Samples.status(RequestStatus.WAITING, 3);
        return Stream.of(
                Arguments.of(Samples.started(), "create", "create", STRICT),
                Arguments.of(said("xxxxxxxxxx，xxxxx"), "msg", "msg", STRICT),
                Arguments.of(Samples.closed(), "close", "close", STRICT),
                Arguments.of(
                        Samples.agentsChanged(),
                        "sessionAgentsUpdate",
                        "sessionAgentsUpdate",
                        STRICT),
                Arguments.of(Samples.rating(), "pushRating", "pushRating", STRICT),
                Arguments.of(
                        Samples.rating(),
                        "pushRating",
                        "pushRating-additive",
                        new Listener(USER, false, true)),
                Arguments.of(waiting, "updateRequestStatus", "updateRequestStatus", STRICT),
                Arguments.of(
                        waiting,
                        "updateRequestStatus",
                        "updateRequestStatus-numbers",
                        new Listener(USER, true, false)));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("samples")
    void aBodyIsTheGoldenOneByteForByte(
            Callback callback, String name, String file, Listener listener) throws IOException {
        TpiCall call = target.encode(callback, CARDS, RATINGS, listener).orElseThrow();

        assertThat(call.name()).isEqualTo(name);
        assertThat(call.body().encodePrettily() + "\n")
                .isEqualTo(Files.readString(WIRE.resolve(file + ".json")));
    }

    static Stream<Arguments> printed() {
        return samples().filter(each -> each.get()[1].equals(each.get()[2]));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("printed")
    void aBodyHasTheKeysAndTypesThatTheDocumentPrints(
            Callback callback, String name, String file, Listener listener) throws IOException {
        String printed = Files.readString(WIRE.resolve(file + ".txt")).split("\n=====\n", -1)[0];
        TpiCall call = target.encode(callback, CARDS, List.of(), listener).orElseThrow();

        assertThat(shape(LENIENT.readTree(call.body().encode())))
                .isEqualTo(shape(LENIENT.readTree(printed)));
    }

    @Test
    void whereTheDocumentHasNoAccountItIsAdded() {
        for (Callback callback :
                List.of(
                        Samples.agentsChanged(),
                        Samples.rating(),
                        Samples.status(RequestStatus.TIMEOUT, 0))) {
            JsonObject body =
                    target.encode(callback, CARDS, RATINGS, new Listener(USER, false, true))
                            .orElseThrow()
                            .body();

            assertThat(body.getString("epid")).isEqualTo("gh_1234");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestEndsWithItsNumberAndWords(RequestStatus status) {
        JsonObject body = encode(Samples.status(status, 2)).orElseThrow().body();

        assertThat(body.getInteger("requestStatus")).isEqualTo(status.number());
        assertThat(body.getString("message")).isNotBlank();
        assertThat(body.getString("queueLength")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "3, true", "4, true", "5, false", "10, false", "99, false"})
    void idleNoticesAreSpokenAndOthersAreNot(int type, boolean isSpoken) {
        Optional<TpiCall> call = encode(said(new Notice(type, "快关闭了 <3")));

        assertThat(call.isPresent()).isEqualTo(isSpoken);
        call.ifPresent(
                one -> {
                    assertThat(one.name()).isEqualTo("msg");
                    assertThat(one.body().getString("content")).isEqualTo("快关闭了 &lt;3");
                });
    }

    @Test
    void whatIsNoTextIsAnHtmlFragmentWithAbsoluteAddresses() {
        var picture = new Media(Media.Kind.PICTURE, "/f/1/a.png", null, null, null, null);
        var file = new Media(Media.Kind.FILE, "/f/2/b.pdf", "b.pdf", null, null, null);

        assertThat(content(said(picture)))
                .isEqualTo("<img src=\"https://chat.example.com/f/1/a.png\">");
        assertThat(content(said(file)))
                .isEqualTo("<a href=\"https://chat.example.com/f/2/b.pdf\">b.pdf</a>");
        assertThat(content(said(new Location(1, 2, "塔", null, null))))
                .isEqualTo("[位置] 塔 (1.0,2.0)");
        assertThat(content(said(new Text("<b>x</b><br>", Format.HTML))))
                .isEqualTo("&lt;b&gt;x&lt;/b&gt;<br>");
    }

    @Test
    void whatTheSystemDoesHasNoAgentKeyRatherThanNull() {
        var words = new MessageSent(CLIENT, SESSION, null, Text.plain("a"), 1, AT);
        var close = new SessionClosed(CLIENT, SESSION, null, "idle", AT);
        var nobody = new AgentsChanged(CLIENT, SESSION, List.of());

        assertThat(encode(words).orElseThrow().body().fieldNames())
                .containsExactly("sessionId", "openId", "epid", "msgTime", "content");
        assertThat(encode(close).orElseThrow().body().fieldNames())
                .containsExactly("closeTime", "sessionId", "openId", "epid");
        assertThat(encode(nobody).orElseThrow().body().encode())
                .isEqualTo(
                        "{\"sessionId\":1299,\"openId\":\"o6_bmjrPTlm6_2sgVt7hMZOPfL2M\",\"agents\":[]}");
    }

    private String content(Callback callback) {
        return encode(callback).orElseThrow().body().getString("content");
    }

    private Optional<TpiCall> encode(Callback callback) {
        return target.encode(callback, CARDS, RATINGS, STRICT);
    }

    /** Keys in their order, each with its type; a list by its first element. */
    private static List<String> shape(JsonNode object) {
        List<String> shape = new ArrayList<>();
        object.properties()
                .forEach(
                        field -> {
                            JsonNode value = field.getValue();
                            shape.add(field.getKey() + ": " + value.getNodeType());
                            if (value.isArray() && !value.isEmpty()) {
                                shape.addAll(shape(value.get(0)));
                            }
                        });
        return shape;
    }
}
