package dev.deskbus.gateway.tpi;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Bytes inside a request, as they came: plain Base64, or a data URI (decision V2-21). */
record Inline(String text) {
    /** None were sent. */
    static final Inline NONE = new Inline("");

    private static final String SCHEME = "data:";
    private static final int LONGEST_HEAD = 256;
    private static final Pattern WHITE = Pattern.compile("\\s+");

    /** Whether a text says that it is bytes rather than an address. */
    static boolean isDataUri(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Whether there is nothing. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The bytes; empty when it is no Base64, or of nothing. */
    Optional<Buffer> bytes() {
        int begin = isDataUri(text) ? text.indexOf(',') + 1 : 0;
        if (isDataUri(text) && !isBase64(text, begin)) {
            return Optional.empty();
        }
        String encoded = WHITE.matcher(text.substring(begin)).replaceAll("");
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded);
            return bytes.length == 0 ? Optional.empty() : Optional.of(Buffer.buffer(bytes));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isBase64(String uri, int begin) {
        return begin > 0
                && begin <= LONGEST_HEAD
                && uri.substring(0, begin).toLowerCase(Locale.ROOT).endsWith(";base64,");
    }

    @Override
    public String toString() {
        return "Inline[" + text.length() + "]";
    }
}
