package dev.deskbus.gateway.tpi;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Bytes written as base64, bare or as a data URI, perhaps in lines, perhaps without padding.
 * Anything else is refused.
 */
final class Base64Data {
    private static final Pattern DATA_URI =
            Pattern.compile("(?i)data:[^,;]{0,100}(;[^,;]{0,100}){0,5};base64");
    private static final int LONGEST_HEAD = 640;
    private static final int CHARACTERS = 4;
    private static final int BYTES = 3;

    private Base64Data() {}

    /** The bytes; refuses with {@code FILE_TOO_LARGE} or {@code PARAMETER_INVALID}. */
    static byte[] decode(String text, long limit) {
        String data = withoutBreaks(withoutHead(text.strip()));
        if ((long) data.length() * BYTES / CHARACTERS > limit + BYTES) {
            throw tooLarge(limit);
        }
        byte[] decoded = decode(data);
        if (decoded.length > limit) {
            throw tooLarge(limit);
        }
        if (decoded.length == 0) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "there is no data");
        }
        return decoded;
    }

    private static String withoutHead(String text) {
        int comma = text.lastIndexOf(',', LONGEST_HEAD);
        if (comma < 0) {
            return text;
        }
        if (!DATA_URI.matcher(text.substring(0, comma)).matches()) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "this is no data URI with base64");
        }
        return text.substring(comma + 1);
    }

    private static String withoutBreaks(String data) {
        return data.indexOf('\n') < 0 && data.indexOf('\r') < 0 && data.indexOf(' ') < 0
                ? data
                : data.replaceAll("[\\r\\n ]+", "");
    }

    private static byte[] decode(String data) {
        try {
            return Base64.getDecoder().decode(data.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException _) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "this is no base64");
        }
    }

    private static Refusal tooLarge(long limit) {
        return new Refusal(ErrorCode.FILE_TOO_LARGE, "the file is longer than " + limit + " bytes");
    }
}
