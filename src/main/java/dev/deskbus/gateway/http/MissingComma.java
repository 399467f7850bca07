package dev.deskbus.gateway.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.CharBuffer;
import java.util.Optional;

/**
 * The comma that some samples of the documents lack at the end of a line, often before a comment
 * (decision KF-41). Within a line nothing is mended: there it is rather a mistake than a habit.
 */
final class MissingComma {
    /** What the library says where it expects one. */
    private static final String COMPLAINT = "was expecting comma to separate Object entries";

    /** Mending reads once more, so that only what is quickly read is mended. */
    private static final int LONGEST = 1024 * 1024;

    private MissingComma() {}

    /** The text with the comma whose absence the library complains of; empty for anything else. */
    static Optional<CharBuffer> mend(CharBuffer text, JsonProcessingException complaint) {
        JsonLocation place = complaint.getLocation();
        int at = place == null ? -1 : (int) place.getCharOffset();
        boolean isMissing =
                text.remaining() <= LONGEST
                        && String.valueOf(complaint.getOriginalMessage()).contains(COMPLAINT)
                        && at > 0
                        && at < text.remaining()
                        && beginsLine(text, at);
        if (!isMissing) {
            return Optional.empty();
        }
        StringBuilder mended = new StringBuilder(text.remaining() + 1);
        return Optional.of(
                CharBuffer.wrap(mended.append(text).insert(at, ',').toString().toCharArray()));
    }

    private static boolean beginsLine(CharBuffer text, int at) {
        int before = at - 1;
        while (before > 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        return text.charAt(before) == '\n' || text.charAt(before) == '\r';
    }
}
