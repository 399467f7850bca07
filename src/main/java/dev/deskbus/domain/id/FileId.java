package dev.deskbus.domain.id;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.util.regex.Pattern;

/**
 * A stored file: 128 bits by chance, as 32 hexadecimal digits. Whoever knows it may read the file
 * (decision V2-27).
 */
public record FileId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public FileId {
        if (!isWellFormed(value)) {
            throw new Refusal(ErrorCode.PARAMETER_INVALID, "not a valid file id");
        }
    }

    /** Whether it could be one. */
    public static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return "FileId";
    }
}
