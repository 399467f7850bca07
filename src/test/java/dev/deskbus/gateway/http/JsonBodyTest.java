package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    private final JsonBody target = new JsonBody();

    @Test
    void strictJsonIsNoLenientHit() {
        assertThat(parse("{\"text\":\"你好\"}").requireText("text")).isEqualTo("你好");
        assertThat(target.lenientCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{text: \"a\"}",
                "{'text': 'a'}",
                "{\"text\": \"a\",}",
                "{\"text\": \"a\" /* so */}",
                "{ // so\n\"text\": \"a\"\n}",
                "{ # so\n\"text\": \"a\"\n}",
                "// before\n{text: 'a',} // after",
                "{\n  text: 'a' // so\n  extra: ''\n}",
                "{\r\n\ttype: 1\r\n\ttext: 'a'\r\n\textra: {}\r\n\ttime: 5\r\n\tip: ''\r\n}",
                "{\n  \"o\": {\"b\": 1\n  \"c\": 2},\n  \"text\": \"a\"\n}"
            })
    void whatTheDocumentsPrintIsReadAndCounted(String body) {
        assertThat(parse(body).requireText("text")).isEqualTo("a");
        assertThat(target.lenientCount()).isEqualTo(1);
    }

    @Test
    void aByteOrderMarkIsTolerated() {
        assertThat(parse("\uFEFF{\"text\":\"a\"}").requireText("text")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{\"type\":1}]",
                "\"text\"",
                "1",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1}{\"a\":1}",
                "{\"a\":1} b",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1\n2]}",
                "{a:1\nb:2\nc:3\nd:4\ne:5\nf:6}",
                "{\"a\":1\n\"a\":2}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{result：1}",
                "a=1&b=2",
                "{\"a\":1,\"a\":2}",
                "{a:1,'a':2}",
                "{\"o\":{\"a\":1,\"a\":1}}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\\u0000\":1}",
                "{'a':'\\u0000'}",
                "{\"o\":[[{\"a\":\"x\\u0000y\"}]]}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":\"\\ud83d x\"}",
                "{\"a\":\"raw \u0000 nul\"}"
            })
    void anythingElseIsUnreadable(String body) {
        assertUnreadable(Buffer.buffer(body));
    }

    @Test
    void whatIsNotUtf8IsUnreadable() {
        Buffer latin = Buffer.buffer("{\"a\":\"").appendByte((byte) 0xe9).appendString("\"}");
        Buffer overlongNul =
                Buffer.buffer("{\"a\":\"")
                        .appendByte((byte) 0xc0)
                        .appendByte((byte) 0x80)
                        .appendString("\"}");

        assertUnreadable(latin);
        assertUnreadable(overlongNul);
        assertUnreadable(Buffer.buffer("{\"a\":1}", "UTF-16"));
        assertUnreadable(Buffer.buffer("{\"a\":1}", "UTF-32LE"));
    }

    static Stream<Map.Entry<String, String>> bombs() {
        String twelveMegabytes = "x".repeat(JsonBody.LIMIT - 20);
        Map<String, String> bombs = new TreeMap<>();
        bombs.put("deep arrays", "{\"a\":" + "[".repeat(200_000));
        bombs.put("deep objects", "{\"a\":".repeat(100_000));
        bombs.put("deep and lenient", "{a:".repeat(100_000));
        bombs.put("one level too deep", "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}");
        bombs.put("long number", "{\"a\":" + "9".repeat(1_000_000) + "}");
        bombs.put("long fraction", "{\"a\":0." + "9".repeat(1_000_000) + "}");
        bombs.put("33 digits", "{\"a\":" + "9".repeat(33) + "}");
        bombs.put("long name", "{\"" + twelveMegabytes + "\":1}");
        bombs.put("many numbers", "{\"a\":[" + "1,".repeat(3_000_000) + "1]}");
        bombs.put("many objects", "{\"a\":[" + "{},".repeat(2_000_000) + "{}]}");
        bombs.put("many names", "{" + names(1_000_000) + "}");
        bombs.put("many numbers, leniently", "{a:[" + "1,".repeat(3_000_000) + "1]}");
        bombs.put("a comment without end", "{/*" + twelveMegabytes);
        bombs.put("slashes", "/".repeat(JsonBody.LIMIT));
        bombs.put("comments", "{" + "/**/".repeat(3_000_000));
        bombs.put("blanks", " ".repeat(JsonBody.LIMIT));
        bombs.put("a string without end", "{\"a\":\"" + twelveMegabytes);
        bombs.put("backslashes", "{\"a\":\"" + "\\".repeat(10_000_000));
        return bombs.entrySet().stream();
    }

    /**
     * Once it is warm: the compiler has seen each kind of bomb for as long as that takes it. It is
     * the processor's time that counts, so that other work on the machine does not, and the median
     * of fifteen.
     */
    @ParameterizedTest
    @MethodSource("bombs")
    void noBombIsSlow(Map.Entry<String, String> bomb) {
        Buffer body = Buffer.buffer(bomb.getValue());
        for (int round = 0; round < 20; round++) {
            assertUnreadable(body);
        }

        long[] nanos = LongStream.range(0, 15).map(_ -> nanosToRefuse(body)).sorted().toArray();

        assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(50));
    }

    private long nanosToRefuse(Buffer body) {
        var thread = ManagementFactory.getThreadMXBean();
        long begun = thread.getCurrentThreadCpuTime();
        assertUnreadable(body);
        return thread.getCurrentThreadCpuTime() - begun;
    }

    @Test
    void asDeepAsAllowedIsRead() {
        String body = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        assertThat(parse(body).findJson("a")).hasSize(62);
    }

    @Property(tries = 300)
    void anyBytesAreReadOrRefusedWithTheOneCode(@ForAll @Size(max = 200) byte[] bytes) {
        Throwable thrown = catchThrowable(() -> target.parse(Buffer.buffer(bytes)));

        if (thrown != null) {
            assertThat(((Refusal) thrown).code()).isEqualTo(ErrorCode.BODY_UNREADABLE);
        }
    }

    private static String names(int count) {
        StringBuilder names = new StringBuilder("\"a\":1");
        for (int i = 0; i < count; i++) {
            names.append(",\"").append(i).append("\":1");
        }
        return names.toString();
    }

    private Fields parse(String body) {
        return target.parse(Buffer.buffer(body));
    }

    private void assertUnreadable(Buffer body) {
        assertThatThrownBy(() -> target.parse(body))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BODY_UNREADABLE));
    }
}
