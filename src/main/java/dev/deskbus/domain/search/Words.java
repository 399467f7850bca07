package dev.deskbus.domain.search;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The words by which a text is found: of scripts with spaces, the words; of Chinese and its like
 * every two neighbours, and the last character of each run, so that each begins a word.
 */
public final class Words {
    /** No word is longer; what it begins with is enough to find it. */
    static final int LONGEST = 64;

    static final int PAIR = 2;

    private Words() {}

    /** Every word of the text, once; none of them is empty or contains a blank or a slash. */
    public static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (Run run : Run.of(Folded.of(text).text())) {
            if (run.isDense()) {
                for (int at = 0; at < run.length(); at++) {
                    words.add(run.part(at, PAIR));
                }
            } else {
                words.add(run.part(0, LONGEST));
            }
        }
        return words;
    }
}
