package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Md5SignTest {
    /** The vendor's own example: the key 123456 behind the values of action, epid, question. */
    private static final String EXAMPLE = "78f2252ff6452a870574b1a51f85a08f";

    @Test
    void aBodyIsSignedByteForByte() {
        Buffer body = Buffer.buffer("{\"type\":4,\"visitorId\":\"v1\"}");

        assertThat(Md5Sign.ofBody(body, "secret-key"))
                .isEqualTo("a04aaaf996bf96a22ba2b7df64b6e634");
        assertThat(Md5Sign.ofBody(Buffer.buffer(" ").appendBuffer(body), "secret-key"))
                .isNotEqualTo("a04aaaf996bf96a22ba2b7df64b6e634");
    }

    @Test
    void aFormIsSignedByTheNamesOfItsParameters() {
        Map<String, String> form =
                Map.of("epid", "E00001", "question", "测试", "sign", "whatever", "action", "search");

        assertThat(Md5Sign.ofForm(form.entrySet(), "123456")).isEqualTo(EXAMPLE);
    }

    @Test
    void aFormMayBeAMultiMapAndOneNameMayHaveSeveralValues() {
        MultiMap form =
                MultiMap.caseInsensitiveMultiMap()
                        .add("question", "测")
                        .add("epid", "E00001")
                        .add("question", "试")
                        .add("action", "search");

        assertThat(Md5Sign.ofForm(form, "123456")).isEqualTo(EXAMPLE);
        assertThat(Md5Sign.ofForm(List.of(), "123456"))
                .isEqualTo(Md5Sign.ofBody(Buffer.buffer(), "123456"));
    }

    @Test
    void theCaseOfTheFiguresDoesNotMatterAndAllElseDoes() {
        assertThat(Md5Sign.isRight("78F2252FF6452A870574B1A51F85A08F", EXAMPLE)).isTrue();
        for (String wrong : List.of("", "0", EXAMPLE + "0", EXAMPLE.replace('7', '8'), "测试")) {
            assertThat(Md5Sign.isRight(wrong, EXAMPLE)).isFalse();
        }
    }
}
