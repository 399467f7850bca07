package dev.deskbus.domain.tools;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import java.text.Normalizer;

/** The checks that texts of agents share. */
final class Lines {
    private Lines() {}

    /** One line without blanks around it, in the one form that looks like that. */
    static String line(String what, String text, int longest) {
        String line = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (line.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid(what + " must be one line");
        }
        return limited(what, line, longest);
    }

    /** The same, and something must be there. */
    static String requireLine(String what, String text, int longest) {
        return required(what, line(what, text, longest));
    }

    /** Text of any number of lines, exactly as it came; something must be there. */
    static String requireText(String what, String text, int longest) {
        required(what, text.strip());
        return limited(what, text, longest);
    }

    private static String required(String what, String text) {
        if (text.isEmpty()) {
            throw invalid(what + " must not be empty");
        }
        return text;
    }

    private static String limited(String what, String text, int longest) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw invalid(what + " is longer than " + longest + " characters");
        }
        return text;
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
