package dev.deskbus.domain.search;

import dev.deskbus.domain.search.SearchTerms.Wanted;
import dev.deskbus.domain.search.Snippet.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One term: folded, its first and last character are of words. */
record Term(String folded) {
    private static final int MOST_MARKS = 20;

    /** The term in those characters, without what stands around it; empty when there is none. */
    static Optional<Term> find(String folded) {
        int begin = 0;
        int end = folded.length();
        while (begin < end && !isOfWord(folded.codePointAt(begin))) {
            begin += Character.charCount(folded.codePointAt(begin));
        }
        while (end > begin && !isOfWord(folded.codePointBefore(end))) {
            end -= Character.charCount(folded.codePointBefore(end));
        }
        return begin == end
                ? Optional.empty()
                : Optional.of(new Term(folded.substring(begin, end)));
    }

    List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        List<Run> runs = Run.of(folded);
        for (int i = 0; i < runs.size(); i++) {
            add(runs.get(i), i == runs.size() - 1, wanted);
        }
        return wanted;
    }

    private static void add(Run run, boolean isLast, List<Wanted> wanted) {
        if (!run.isDense()) {
            wanted.add(new Wanted(run.part(0, Words.LONGEST), isLast));
        } else if (run.length() == 1) {
            wanted.add(new Wanted(run.part(0, 1), true));
        } else {
            for (int at = 0; at + 1 < run.length(); at++) {
                wanted.add(new Wanted(run.part(at, Words.PAIR), false));
            }
        }
    }

    /** Where it stands in a text, as that is shown. */
    List<Mark> find(Folded text) {
        List<Mark> marks = new ArrayList<>();
        int at = text.text().indexOf(folded);
        while (at >= 0 && marks.size() < MOST_MARKS) {
            int end = at + folded.length();
            if (mayBegin(text.text(), at)) {
                marks.add(new Mark(text.beginsAt(at), text.endsAt(end)));
            }
            at = text.text().indexOf(folded, at + 1);
        }
        return marks;
    }

    private boolean mayBegin(String text, int at) {
        return at == 0
                || Script.of(folded.codePointAt(0)) != Script.SPACED
                || Script.of(text.codePointBefore(at)) != Script.SPACED;
    }

    private static boolean isOfWord(int character) {
        return Script.of(character) != Script.NONE;
    }
}
