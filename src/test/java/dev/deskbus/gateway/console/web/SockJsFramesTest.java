package dev.deskbus.gateway.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SockJS's envelope. */
class SockJsFramesTest {
    @Test
    void anArrayOfStringsOrOneStringIsRead() {
        assertThat(SockJsFrames.decode("[\"a\",\"{\\\"b\\\":1}\"]"))
                .contains(List.of("a", "{\"b\":1}"));
        assertThat(SockJsFrames.decode("\"a\"")).contains(List.of("a"));
        assertThat(SockJsFrames.decode("[]")).contains(List.of());
        assertThat(SockJsFrames.decode("")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "a", "{}", "1", "null", "[1]", "[\"a\",null]", "[\"a\"]x", "\"a\"]"})
    void anythingElseIsNoFrame(String message) {
        assertThat(SockJsFrames.decode(message)).isEmpty();
    }

    @Test
    void whatBrowsersLoseIsEscaped() {
        assertThat(SockJsFrames.encode("\u2028随😀"))
                .isEqualTo("a[\"\\u2028\\u968F\\uD83D\\uDE00\"]");
    }

    @Property
    void whatWasPackedIsUnpacked(@ForAll String frame) {
        String packed = SockJsFrames.encode(frame);

        assertThat(packed).startsWith("a").matches("\\p{ASCII}*");
        assertThat(new JsonArray(packed.substring(1)).getString(0)).isEqualTo(frame);
        assertThat(SockJsFrames.decode(packed.substring(1))).contains(List.of(frame));
    }

    @Test
    void theLastFrameSaysWhy() {
        assertThat(SockJsFrames.close(4409, "logged in elsewhere"))
                .isEqualTo("c[4409,\"logged in elsewhere\"]");
    }
}
