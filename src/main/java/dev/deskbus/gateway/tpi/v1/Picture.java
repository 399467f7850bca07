package dev.deskbus.gateway.tpi.v1;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A picture that came inside a request (decision V1-6).
 *
 * @param name as its sender named it, with the ending of its type
 * @param mediaType such as {@code image/png}, as its sender says; the bytes may be anything
 */
public record Picture(String name, String mediaType, Buffer bytes) {
    private static final Pattern DATA_URI =
            Pattern.compile("data:([a-z]+/[a-z0-9.+-]+);base64,", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> ENDINGS =
            Map.of(
                    "image/png", ".png",
                    "image/jpeg", ".jpg",
                    "image/jpg", ".jpg",
                    "image/gif", ".gif",
                    "image/bmp", ".bmp",
                    "image/webp", ".webp");
    private static final String UNNAMED = "image";

    /** The picture in a data URI; refuses with {@code PARAMETER_INVALID} what is none. */
    static Picture of(String name, String dataUri) {
        Matcher head = DATA_URI.matcher(dataUri);
        if (!head.lookingAt()) {
            throw invalid("is no data URI in Base64");
        }
        String type = head.group(1).toLowerCase(Locale.ROOT);
        String ending = ENDINGS.get(type);
        if (ending == null) {
            throw invalid("is no picture");
        }
        return new Picture(named(name, ending), type, decoded(dataUri.substring(head.end())));
    }

    private static Buffer decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            if (bytes.length == 0) {
                throw invalid("is empty");
            }
            return Buffer.buffer(bytes);
        } catch (IllegalArgumentException e) {
            throw invalid("is no Base64");
        }
    }

    /** Whatever looks like a folder before the name is left out. */
    private static String named(String name, String ending) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String base = last.isBlank() ? UNNAMED : last.strip();
        return base.toLowerCase(Locale.ROOT).endsWith(ending) ? base : base + ending;
    }

    /** Its name without the ending: whoever keeps it gives it that of what it is. */
    public String bareName() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, "imgData " + why);
    }

    @Override
    public String toString() {
        return "Picture[" + name + ", " + mediaType + ", " + bytes.length() + " bytes]";
    }
}
