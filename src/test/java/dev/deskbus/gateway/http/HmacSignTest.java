package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSignTest {
    private static final String SECRET = "a-secret-of-16-bytes";
    private static final Instant AT = Instant.ofEpochSecond(1700000000);
    private static final Buffer BODY = Buffer.buffer("{\"a\":\"你好\"}");

    /** By {@code openssl dgst -sha256 -hmac}. */
    private static final String MAC =
            "53459498821f756e7d6a2721ea376a7d05466923442187e5343be159a0eb4007";

    @Test
    void theHeaderIsTimeAndHmac() {
        assertThat(HmacSign.header(SECRET, AT, BODY)).isEqualTo("t=1700000000,v1=" + MAC);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "301, false", "-300, true", "-301, false"})
    void theTimeMayBeFiveMinutesAway(long seconds, boolean right) {
        assertThat(check("t=1700000000,v1=" + MAC, AT.plusSeconds(seconds))).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1=MAC,t=1700000000",
                "t=1700000000, v1=MAC",
                "t=1700000000,v1=00,v1=MAC",
                "t=1700000000,v0=x,v1=MAC,v2=y"
            })
    void orderSpaceOtherVersionsAndOlderSecretsDoNotMatter(String header) {
        assertThat(check(header.replace("MAC", MAC), AT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MAC",
                "t=1700000000",
                "v1=MAC",
                "t=,v1=MAC",
                "t=-1700000000,v1=MAC",
                "t=1700000001,v1=MAC",
                "t=1700000000.0,v1=MAC",
                "t=17000000001700000000,v1=MAC",
                "t=1700000000,t=1700000000,v1=MAC",
                "t=1700000000,v1=",
                "t=1700000000,v0=MAC"
            })
    void whatIsNotRightIsWrong(String header) {
        assertThat(check(header.replace("MAC", MAC), AT)).isFalse();
        assertThat(check("t=1700000000,v1=" + MAC + ",x=" + "x".repeat(512), AT)).isFalse();
    }

    @Test
    void oneSignatureHasOneUseHoweverItIsWritten() {
        var plain = HmacSign.check("t=1700000000,v1=" + MAC, SECRET, BODY, AT).orElseThrow();
        var other =
                HmacSign.check("v0=1,v1=" + MAC.toUpperCase() + ",t=1700000000", SECRET, BODY, AT)
                        .orElseThrow();

        assertThat(other).isEqualTo(plain);
        assertThat(plain.until()).isEqualTo(AT.plusSeconds(300));
        assertThat(plain.digest()).doesNotContain(MAC);
    }

    @Property(tries = 200)
    void whatWasSignedIsRightAndWhatWasChangedIsWrong(
            @ForAll byte[] body, @ForAll @IntRange(min = 0, max = 2) int what) {
        Buffer sent = Buffer.buffer(body);
        String header = HmacSign.header(SECRET, AT, sent);
        assertThat(HmacSign.check(header, SECRET, sent, AT)).isPresent();

        assertThat(
                        switch (what) {
                            case 0 -> HmacSign.check(header, SECRET + "x", sent, AT);
                            case 1 -> HmacSign.check(header, SECRET, sent.appendByte((byte) 0), AT);
                            default ->
                                    HmacSign.check(
                                            header.replace("t=17", "t=16"), SECRET, sent, AT);
                        })
                .isEmpty();
    }

    private static boolean check(String header, Instant now) {
        return HmacSign.check(header, SECRET, BODY, now).isPresent();
    }
}
