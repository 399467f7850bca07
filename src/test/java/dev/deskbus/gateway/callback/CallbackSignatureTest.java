package dev.deskbus.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallbackSignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1614265330);
    private static final Buffer BODY = Buffer.buffer("{\"test\": 2432232314}");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void withoutASecretNothingIsSigned() {
        assertThat(headers(new Signing(Rule.REQUIRED, "key", null), "42")).isEmpty();
    }

    @Test
    void anySecretSignsInOurHeader() {
        assertThat(headers(secret("a-secret-of-16-bytes"), "42"))
                .containsOnlyKeys("X-Deskbus-Signature");
    }

    @Test
    void aSecretOfStandardWebhooksSignsInTheirHeadersToo() {
        assertThat(headers(secret(SECRET), "42"))
                .isEqualTo(
                        Map.of(
                                "X-Deskbus-Signature",
                                "t=1614265330,v1=2e37df5d4a028c51a7f3133d64ae1e300d2c2c900f1b1d49"
                                        + "d4369ad2530f8964",
                                "webhook-id",
                                "42",
                                "webhook-timestamp",
                                "1614265330",
                                "webhook-signature",
                                "v1,97Z9e2ijWBiSWZdR2cJ1lLq/kLtjkYyGfutva5Jsd3k="));
    }

    @Test
    void whatHasNoDeliveryIdIsSignedInOursAlone() {
        assertThat(headers(secret(SECRET), "")).containsOnlyKeys("X-Deskbus-Signature");
    }

    private static Map<String, String> headers(Signing signing, String id) {
        return CallbackSignature.headers(signing, id, BODY, NOW);
    }

    private static Signing secret(String secret) {
        return new Signing(Rule.OPTIONAL, null, secret);
    }
}
