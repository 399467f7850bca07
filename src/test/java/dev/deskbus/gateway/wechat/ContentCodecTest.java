package dev.deskbus.gateway.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.gateway.http.Fields;
import dev.deskbus.gateway.http.JsonBody;
import io.vertx.core.buffer.Buffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodecTest {
    private final ContentCodec target = new ContentCodec(new JsonBody());

    @Test
    void eachKindIsReadFromAnObjectAndFromItsText() {
        String content = "{\"mediaId\":\"M\",\"thumbMediaId\":\"T\",\"format\":\"AMR\"}";
        String quoted = JsonNodeFactory.instance.textNode(content).toString();
        for (String form : new String[] {content, quoted}) {
            assertThat(decode("image", form))
                    .isEqualTo(new Content.Shown(Media.Kind.PICTURE, "M", "image.jpg", null));
            assertThat(decode("voice", form))
                    .isEqualTo(new Content.Shown(Media.Kind.VOICE, "M", "voice.amr", null));
            assertThat(decode("video", form))
                    .isEqualTo(new Content.Shown(Media.Kind.VIDEO, "M", "video.mp4", "T"));
        }
    }

    @Test
    void aTextStaysATextThoughItLooksLikeJson() {
        String text = "{\\\"mediaId\\\":\\\"M\\\"}";

        assertThat(decode("text", '"' + text + '"'))
                .isEqualTo(new Content.Words("{\"mediaId\":\"M\"}"));
    }

    @Property
    void anyTextComesThroughUntouched(@ForAll @StringLength(max = 200) String text) {
        Fields fields = Fields.of(JsonNodeFactory.instance.objectNode().put("content", text));

        assertThat(target.decode("text", fields)).isEqualTo(new Content.Words(text));
    }

    @Test
    void aLinkBecomesWordsThatCanBeReadEverywhere() {
        assertThat(
                        decode(
                                "link",
                                "{\"url\":\"https://a.example/b\",\"title\":\"T\",\"description\":\"D\"}"))
                .isEqualTo(new Content.Words("[链接] T\nD\nhttps://a.example/b"));
        assertThat(decode("link", "{\"url\":\"https://a.example/b\"}"))
                .isEqualTo(new Content.Words("[链接]\nhttps://a.example/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "//a.example", "a", ""})
    void aLinkLeadsToTheWebOrNowhere(String url) {
        assertRefused("link", "{\"url\":\"" + url + "\"}", ErrorCode.PARAMETER_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "121.23, 34.213, 34.213, 121.23",
        "34.213, 121.23, 34.213, 121.23",
        "89, 90, 90, 89",
        "-120.5, -45, -45, -120.5"
    })
    void xIsTheLongitudeUnlessThatCannotBe(double x, double y, double latitude, double longitude) {
        assertThat(decode("location", "{\"x\":%s,\"y\":\"%s\"}".formatted(x, y)))
                .isEqualTo(new Content.Place(latitude, longitude, null));
    }

    @Property
    void everyPlaceOnEarthIsOnEarth(
            @ForAll @DoubleRange(min = -180, max = 180) double x,
            @ForAll @DoubleRange(min = -90, max = 90) double y) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("x", x).put("y", y);
        Fields fields = Fields.of(JsonNodeFactory.instance.objectNode().set("content", content));

        assertThat(target.decode("location", fields)).isEqualTo(new Content.Place(y, x, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":181,\"y\":0}",
                "{\"x\":100,\"y\":91}",
                "{\"x\":\"a\",\"y\":1}",
                "{\"y\":1}",
                "5"
            })
    void whatIsNowhereIsRefused(String content) {
        assertRefused("location", content, ErrorCode.PARAMETER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shortvideo", "event", "IMAGE", "music", ""})
    void whatTheDocumentDoesNotHaveIsNoKind(String kind) {
        assertRefused(kind, "\"x\"", ErrorCode.MESSAGE_KIND_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"mediaId\":\"\"}", "{\"mediaId\":null}", "\"x\"", "[]", "null"})
    void aPictureWithoutAnIdIsRefused(String content) {
        assertRefused("image", content, ErrorCode.PARAMETER_INVALID);
    }

    @Test
    void whatCameBesideWordsIsKeptWhole() {
        Fields fields = fields("{\"recognition\":\"你好\",\"mediaId\":\"M\"}");

        assertThat(target.raw("voice", fields))
                .isEqualTo("{\"recognition\":\"你好\",\"mediaId\":\"M\"}");
        assertThat(target.raw("text", fields("\"x\""))).isNull();
    }

    private void assertRefused(String kind, String content, ErrorCode code) {
        assertThatThrownBy(() -> decode(kind, content))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private Content decode(String kind, String content) {
        return target.decode(kind, fields(content));
    }

    private static Fields fields(String content) {
        return new JsonBody().parse(Buffer.buffer("{\"content\":" + content + "}"));
    }
}
