package dev.deskbus.domain.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Characters of one sort side by side; never none. */
final class Run {
    private final Script sort;
    private final int[] characters;

    private Run(Script sort, int[] characters) {
        this.sort = sort;
        this.characters = characters;
    }

    /** The runs of a folded text; whatever is in no word is left out. */
    static List<Run> of(String folded) {
        List<Run> runs = new ArrayList<>();
        int[] all = folded.codePoints().toArray();
        int begin = 0;
        while (begin < all.length) {
            Script sort = Script.of(all[begin]);
            int end = begin + 1;
            while (end < all.length && Script.of(all[end]) == sort) {
                end++;
            }
            if (sort != Script.NONE) {
                runs.add(new Run(sort, Arrays.copyOfRange(all, begin, end)));
            }
            begin = end;
        }
        return runs;
    }

    /** Whether of a script that puts nothing between its words. */
    boolean isDense() {
        return sort == Script.DENSE;
    }

    int length() {
        return characters.length;
    }

    /** At most so many of its characters, from there. */
    String part(int from, int most) {
        return new String(characters, from, Math.min(most, characters.length - from));
    }
}
