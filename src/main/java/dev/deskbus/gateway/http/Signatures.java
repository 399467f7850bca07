package dev.deskbus.gateway.http;

import dev.deskbus.domain.client.Signing;
import dev.deskbus.domain.client.Signing.Rule;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.gateway.http.HmacSign.OneUse;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Judges the signature of a request by the rule of its integration (decision G-10). A header for
 * which the integration has no key says nothing and is passed over; every other must be right.
 */
public final class Signatures {
    private final InstantSource clock;

    /** Judges by that clock. */
    public Signatures(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What the proof shows; refuses with {@code SIGNATURE_INVALID} one that is wrong, or missing
     * where it is required.
     *
     * @param body byte for byte as it came
     */
    public Verdict judge(Signing signing, Proof proof, Buffer body) {
        if (signing.rule() == Rule.OFF) {
            return Verdict.UNSIGNED;
        }
        boolean byMd5 = isMd5(signing, proof, body);
        Optional<OneUse> byHmac = hmac(signing, proof, body);
        if (!byMd5 && byHmac.isEmpty() && signing.rule() == Rule.REQUIRED) {
            throw refusal("a signature is missing");
        }
        return new Verdict(byMd5 || byHmac.isPresent(), byHmac);
    }

    private static boolean isMd5(Signing signing, Proof proof, Buffer body) {
        String key = signing.key();
        String sign = proof.sign();
        if (key == null || sign == null) {
            return false;
        }
        if (!Md5Sign.isRight(sign, Md5Sign.ofBody(body, key))) {
            throw refusal("the sign is wrong");
        }
        return true;
    }

    private Optional<OneUse> hmac(Signing signing, Proof proof, Buffer body) {
        String secret = signing.hmacSecret();
        String header = proof.hmac();
        if (secret == null || header == null) {
            return Optional.empty();
        }
        return Optional.of(
                HmacSign.check(header, secret, body, clock.instant())
                        .orElseThrow(() -> refusal("the signature is wrong, or its time is")));
    }

    private static Refusal refusal(String why) {
        return new Refusal(ErrorCode.SIGNATURE_INVALID, why);
    }

    /**
     * What a proof shows.
     *
     * @param signed whether the sender has a key of the integration
     * @param oneUse of an HMAC signature: what may be used once, where that matters
     */
    public record Verdict(boolean signed, Optional<OneUse> oneUse) {
        /** Nobody has shown anything. */
        public static final Verdict UNSIGNED = new Verdict(false, Optional.empty());
    }
}
