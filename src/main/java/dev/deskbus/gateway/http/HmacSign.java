package dev.deskbus.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of new integrations, both ways (decision G-10): {@code X-Deskbus-Signature:
 * t=<seconds>,v1=<hex>}, where {@code v1} is the HMAC-SHA-256 of {@code t}, a dot and the body.
 * There may be several {@code v1}, so that a secret can be changed without a gap.
 */
public final class HmacSign {
    /** Where it stands. */
    public static final String HEADER = "X-Deskbus-Signature";

    /** How far the sender's clock may be from ours. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LONGEST = 512;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private HmacSign() {}

    /** The header's value for a body that is sent now. */
    public static String header(String secret, Instant now, Buffer body) {
        long seconds = now.getEpochSecond();
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(secret, seconds, body));
    }

    /** The HMAC-SHA-256 of what stands there, under that key. */
    public static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The one use that a right header is good for; empty when it is wrong, too old or too new. */
    static Optional<OneUse> check(String header, String secret, Buffer body, Instant now) {
        List<String> fields = Arrays.stream(header.split(",", -1)).map(String::strip).toList();
        List<String> times = values(fields, "t=");
        if (header.length() > LONGEST
                || times.size() != 1
                || !SECONDS.matcher(times.getFirst()).matches()) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(times.getFirst());
        String right = HexFormat.of().formatHex(mac(secret, seconds, body));
        boolean isRight = false;
        for (String came : values(fields, "v1=")) {
            isRight |= Md5Sign.isRight(came, right);
        }
        Instant at = Instant.ofEpochSecond(seconds);
        boolean isFresh = Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
        return isRight && isFresh
                ? Optional.of(new OneUse(Sha256.hex(right), at.plus(TOLERANCE)))
                : Optional.empty();
    }

    private static byte[] mac(String secret, long seconds, Buffer body) {
        return mac(
                secret.getBytes(StandardCharsets.UTF_8),
                (seconds + ".").getBytes(StandardCharsets.UTF_8),
                body.getBytes());
    }

    private static List<String> values(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> field.startsWith(name))
                .map(field -> field.substring(name.length()))
                .toList();
    }

    /**
     * A signature that was right, however its header was written.
     *
     * @param until when it will be too old
     */
    public record OneUse(String digest, Instant until) {}
}
