package dev.deskbus.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1700000000);
    private static final Buffer BODY = Buffer.buffer("{}");
    private static final String KEY = "123456";
    private static final String SECRET = "a-secret-of-16-bytes";

    private final Signatures target = new Signatures(InstantSource.fixed(NOW));

    @ParameterizedTest
    @CsvSource({
        "OFF, right, unsigned", "OFF, wrong, unsigned", "OFF, missing, unsigned",
        "OPTIONAL, right, signed", "OPTIONAL, wrong, refused", "OPTIONAL, missing, unsigned",
        "REQUIRED, right, signed", "REQUIRED, wrong, refused", "REQUIRED, missing, refused"
    })
    void theRuleDecidesBothKindsAlike(Rule rule, String proof, String outcome) {
        assertThat(judge(new Signing(rule, KEY, null), new Proof(md5(proof), null)))
                .isEqualTo(outcome);
        assertThat(judge(new Signing(rule, null, SECRET), new Proof(null, hmac(proof))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "right, right, signed", "right, missing, signed", "missing, right, signed",
        "right, wrong, refused", "wrong, right, refused", "missing, missing, refused"
    })
    void ofTwoKindsOneIsEnoughButNoneMayBeWrong(String md5, String hmac, String outcome) {
        var both = new Signing(Rule.REQUIRED, KEY, SECRET);

        assertThat(judge(both, new Proof(md5(md5), hmac(hmac)))).isEqualTo(outcome);
    }

    @Test
    void aHeaderThatNobodyHasAKeyForSaysNothing() {
        Proof wrong = new Proof(md5("wrong"), hmac("wrong"));

        assertThat(judge(Signing.NONE, wrong)).isEqualTo("unsigned");
        assertThat(judge(new Signing(Rule.REQUIRED, null, null), wrong)).isEqualTo("refused");
        assertThat(judge(new Signing(Rule.REQUIRED, KEY, null), new Proof(null, hmac("right"))))
                .isEqualTo("refused");
    }

    @Test
    void anHmacCanBeUsedUpAndAnMd5Cannot() {
        var both = new Signing(Rule.OPTIONAL, KEY, SECRET);

        assertThat(target.judge(both, new Proof(null, hmac("right")), BODY).oneUse()).isPresent();
        assertThat(target.judge(both, new Proof(md5("right"), null), BODY).oneUse()).isEmpty();
    }

    @Test
    void secretsAreNeverShown() {
        assertThat(new Signing(Rule.REQUIRED, KEY, SECRET)).hasToString("Signing[REQUIRED]");
        assertThat(new Proof("sign", "hmac")).hasToString("Proof");
    }

    private String judge(Signing signing, Proof proof) {
        try {
            return target.judge(signing, proof, BODY).signed() ? "signed" : "unsigned";
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.SIGNATURE_INVALID);
            return "refused";
        }
    }

    private static @Nullable String md5(String which) {
        return switch (which) {
            case "right" -> Md5Sign.ofBody(BODY, KEY);
            case "wrong" -> Md5Sign.ofBody(BODY, KEY + "7");
            default -> null;
        };
    }

    private static @Nullable String hmac(String which) {
        return switch (which) {
            case "right" -> HmacSign.header(SECRET, NOW, BODY);
            case "wrong" -> HmacSign.header(SECRET, NOW.minusSeconds(301), BODY);
            default -> null;
        };
    }
}
