package dev.deskbus.gateway.tpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.file.Samples;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64DataTest {
    private static final int LIMIT = 1000;

    @Test
    void theDocumentsSampleIsAPicture() {
        assertThat(Base64Data.decode(Samples.PNG_BASE64, LIMIT)).isEqualTo(Samples.png());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aGVsbG8=",
                "aGVsbG8",
                "  aGVs\r\nbG8=\n",
                "data:image/png;base64,aGVsbG8=",
                "DATA:;BASE64,aGVsbG8=",
                "data:audio/amr;name=a.amr;base64,aGVsbG8"
            })
    void bytesComeBareOrAsADataUri(String text) {
        assertThat(Base64Data.decode(text, LIMIT)).asString().isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "aGVsbG8*",
                "a",
                "=",
                "aGVs=bG8",
                "图图图图",
                "data:image/png,hello",
                "data:image/png;base64",
                "http://x/a,aGVsbG8=",
                "data:image/png;base64,"
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Base64Data.decode(text, LIMIT))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
    }

    @Property
    void whatWasEncodedIsDecodedAgain(@ForAll @Size(min = 1, max = LIMIT) byte[] bytes) {
        assertThat(Base64Data.decode(Base64.getEncoder().encodeToString(bytes), LIMIT))
                .isEqualTo(bytes);
        assertThat(Base64Data.decode(Base64.getMimeEncoder().encodeToString(bytes), LIMIT))
                .isEqualTo(bytes);
    }

    @Property
    void neverMoreThanTheLimit(@ForAll @Size(min = 11, max = 400) byte[] bytes) {
        assertThatThrownBy(() -> Base64Data.decode(Base64.getEncoder().encodeToString(bytes), 10))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE));
    }
}
