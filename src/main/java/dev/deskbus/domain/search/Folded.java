package dev.deskbus.domain.search;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text as searches compare it: without letter case, in the compatible form of each character
 * (full-width letters are letters), without characters that nobody sees. Knows where in the text
 * that is shown each of its characters stands.
 */
final class Folded {
    private static final int LAST_ASCII = 0x7f;
    private static final int FIRST_HAN = 0x4e00;
    private static final int LAST_HAN = 0x9fff;
    private static final int FIRST_SELECTOR = 0xfe00;
    private static final int LAST_SELECTOR = 0xfe0f;

    private final String shown;
    private final String text;
    private final int[] places;

    private Folded(String shown, String text, int[] places) {
        this.shown = shown;
        this.text = text;
        this.places = places;
    }

    static Folded of(String said) {
        String shown = Normalizer.normalize(said, Normalizer.Form.NFC);
        StringBuilder text = new StringBuilder(shown.length());
        int[] places = new int[shown.length() + 1];
        for (int at = 0; at < shown.length(); ) {
            int character = shown.codePointAt(at);
            int before = text.length();
            append(text, character);
            if (text.length() >= places.length) {
                places = Arrays.copyOf(places, 2 * text.length() + 1);
            }
            Arrays.fill(places, before, text.length(), at);
            at += Character.charCount(character);
        }
        places[text.length()] = shown.length();
        return new Folded(shown, text.toString(), places);
    }

    /** What is shown of it: it looks as it was said. */
    String shown() {
        return shown;
    }

    /** What is compared. */
    String text() {
        return text;
    }

    /** Where the character at that place of the folded text begins in the shown one. */
    int beginsAt(int place) {
        return places[place];
    }

    /** Where the character before that place of the folded text ends in the shown one. */
    int endsAt(int place) {
        int last = places[place - 1];
        return last + Character.charCount(shown.codePointAt(last));
    }

    private static void append(StringBuilder text, int character) {
        if (character <= LAST_ASCII) {
            text.append((char) Character.toLowerCase(character));
        } else if (character >= FIRST_HAN && character <= LAST_HAN) {
            text.append((char) character);
        } else if (!isUnseen(character)) {
            text.append(
                    Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC)
                            .toUpperCase(Locale.ROOT)
                            .toLowerCase(Locale.ROOT));
        }
    }

    private static boolean isUnseen(int character) {
        return Character.getType(character) == Character.FORMAT
                || (character >= FIRST_SELECTOR && character <= LAST_SELECTOR);
    }
}
