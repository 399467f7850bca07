package dev.deskbus.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The two sign rules that existing clients follow (decision G-10): MD5, in hexadecimal, of a body
 * or of a form, with the key behind it. It shows whole transport and no more.
 */
public final class Md5Sign {
    private static final String FORM_PARAMETER = "sign";

    private Md5Sign() {}

    /** The header {@code sign} of a body, byte for byte as it is sent. */
    public static String ofBody(Buffer body, String key) {
        MessageDigest md5 = md5();
        md5.update(body.getBytes());
        return HexFormat.of().formatHex(md5.digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The parameter {@code sign} of a form: over the values of all others, sorted by their names;
     * several of one name keep their order.
     */
    public static String ofForm(Iterable<Map.Entry<String, String>> parameters, String key) {
        String values =
                StreamSupport.stream(parameters.spliterator(), false)
                        .filter(parameter -> !parameter.getKey().equals(FORM_PARAMETER))
                        .sorted(Comparator.comparing(Map.Entry::getKey))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining());
        return ofBody(Buffer.buffer(values), key);
    }

    /** Whether what came is the right one, in upper or lower case; takes as long for any other. */
    public static boolean isRight(String came, String right) {
        return MessageDigest.isEqual(
                came.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                right.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
