package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @ParameterizedTest
    @ValueSource(strings = {"103", "\"103\""})
    void aNumberMayComeAsAString(String value) {
        assertThat(fields(value).requireLong("f")).isEqualTo(103);
        assertThat(fields(value).longOr("f", 0)).isEqualTo(103);
        assertThat(fields(value).requireId("f", 10)).isEqualTo("103");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"abc\"",
                "\" 103\"",
                "\"1e3\"",
                "1.5",
                "1e3",
                "true",
                "[]",
                "{}",
                "9223372036854775808",
                "\"9223372036854775808\"",
                "1e99999999"
            })
    void whatIsNoWholeNumberIsRefusedByName(String value) {
        assertInvalid(() -> fields(value).requireLong("f"), "f must be a whole number");
    }

    @Test
    void whatIsMissingOrNullIsRefusedByName() {
        assertInvalid(() -> fields("null").requireLong("f"), "f is missing");
        assertInvalid(() -> fields("null").requireText("f"), "f is missing");
        assertInvalid(() -> fields("1").requireText("other"), "other is missing");
        assertInvalid(() -> fields("1").requireId("other", 10), "other is missing");
    }

    @Test
    void whatIsOptionalMayBeMissingNullOrEmpty() {
        assertThat(fields("null").longOr("f", 7)).isEqualTo(7);
        assertThat(fields("\"\"").longOr("f", 7)).isEqualTo(7);
        assertThat(fields("null").textOrEmpty("f", 10)).isEmpty();
        assertThat(fields("null").idOrEmpty("f", 10)).isEmpty();
        assertThat(fields("null").isSet("f")).isFalse();
        assertThat(fields("null").findTime("f")).isNull();
        assertThat(fields("\"\"").findTime("f")).isNull();
        assertThat(fields("\"\"").findJson("f")).isNull();
    }

    @Test
    void textIsNeverMadeOfSomethingElse() {
        assertInvalid(() -> fields("1").requireText("f"), "f must be a string");
        assertInvalid(() -> fields("[]").textOrEmpty("f", 10), "f must be a string");
        assertInvalid(() -> fields("1.5").requireId("f", 10), "f must be a string");
    }

    @Test
    void textMayBe64KilobytesOfUtf8() {
        String longest = "好".repeat(Fields.LONGEST_TEXT / 3) + "a";
        assertThat(fields('"' + longest + '"').requireText("f")).isEqualTo(longest);
        assertInvalid(
                () -> fields('"' + longest + "a\"").requireText("f"),
                "f is longer than 65536 bytes");
    }

    @Test
    void aFlagHasManyForms() {
        for (String yes : new String[] {"true", "1", "\"1\"", "\"true\""}) {
            assertThat(fields(yes).isSet("f")).isTrue();
        }
        for (String no : new String[] {"false", "0", "\"0\"", "\"\""}) {
            assertThat(fields(no).isSet("f")).isFalse();
        }
        assertInvalid(() -> fields("2").isSet("f"), "f must be true or false");
    }

    @Test
    void aTimeIsInMilliseconds() {
        assertThat(fields("1400913830109").findTime("f"))
                .isEqualTo(Instant.parse("2014-05-24T06:43:50.109Z"));
        assertInvalid(() -> fields("-1").findTime("f"), "f must be milliseconds since 1970");
        assertInvalid(
                () -> fields("999999999999999").findTime("f"), "f must be milliseconds since 1970");
    }

    @Test
    void aDecimalMayBeAStringButMustBeANumber() {
        assertThat(fields("34.12").requireDecimal("f")).isEqualTo(34.12);
        assertThat(fields("\"-131.240\"").requireDecimal("f")).isEqualTo(-131.24);
        assertThat(fields("7").requireDecimal("f")).isEqualTo(7);
        assertThat(fields("\"\"").decimalOr("f", -1)).isEqualTo(-1);
        assertThat(fields("null").decimalOr("f", -1)).isEqualTo(-1);
        for (String wrong : new String[] {"\"1e3\"", "\"NaN\"", "1e999", "true", "{}", "\" 1\""}) {
            assertInvalid(() -> fields(wrong).requireDecimal("f"), "f must be a number");
        }
        assertInvalid(() -> fields("null").requireDecimal("f"), "f is missing");
    }

    @Test
    void aTextHasTheLimitThatIsAsked() {
        assertThat(fields("\"abc\"").requireText("f", 3)).isEqualTo("abc");
        assertInvalid(() -> fields("\"abcd\"").requireText("f", 3), "f is longer than 3 bytes");
    }

    @Test
    void anyJsonBecomesText() {
        assertThat(fields("\"x\"").findJson("f")).isEqualTo("x");
        assertThat(fields("{\"a\":[1,1.10,null]}").findJson("f")).isEqualTo("{\"a\":[1,1.1,null]}");
        assertThat(fields("7").findJson("f")).isEqualTo("7");
    }

    private static Fields fields(String value) {
        return new JsonBody().parse(Buffer.buffer("{\"f\":" + value + "}"));
    }

    private static void assertInvalid(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID))
                .hasMessage(reason);
    }
}
