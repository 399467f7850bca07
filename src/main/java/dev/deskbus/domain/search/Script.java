package dev.deskbus.domain.search;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** How a character takes part in words. */
enum Script {
    /** A letter or digit of a script that puts something between its words. */
    SPACED,
    /** A character of a script that does not, such as Chinese: any two neighbours may be a word. */
    DENSE,
    /** None of a word. */
    NONE;

    private static final Set<UnicodeScript> WITHOUT_SPACES =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.HANGUL,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR);

    /** Belongs to no script, but to Japanese words. */
    private static final int PROLONGED_SOUND = 'ー';

    private static final int LAST_ASCII = 0x7f;

    static Script of(int character) {
        if (character <= LAST_ASCII) {
            return Character.isLetterOrDigit(character) ? SPACED : NONE;
        }
        boolean isMark = isMark(character);
        if (!isMark && !Character.isLetterOrDigit(character)) {
            return NONE;
        }
        return character == PROLONGED_SOUND || WITHOUT_SPACES.contains(UnicodeScript.of(character))
                ? DENSE
                : SPACED;
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }
}
