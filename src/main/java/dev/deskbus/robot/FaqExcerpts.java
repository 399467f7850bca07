package dev.deskbus.robot;

import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.port.FaqSearch.Hit;
import dev.deskbus.port.FaqSearch.Mark;
import dev.deskbus.robot.FaqWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Shows what of an answer was asked for. Pure. */
final class FaqExcerpts {
    private static final int LONGEST = 200;
    private static final int BEFORE_FIRST = 40;

    private final FaqWords words;
    private final Set<String> asked;

    FaqExcerpts(FaqWords words, String text) {
        this.words = words;
        this.asked = words.of(FaqText.bounded(text));
    }

    /** Of a long answer, the part around the first word that was asked for. */
    Hit hit(FaqEntry entry) {
        String answer = FaqText.plain(entry.answer());
        List<Mark> marks = marks(answer);
        int start =
                answer.length() <= LONGEST || marks.isEmpty()
                        ? 0
                        : Math.max(0, marks.getFirst().start() - BEFORE_FIRST);
        int end = Math.min(answer.length(), start + LONGEST);
        return new Hit(
                entry,
                answer.substring(start, end),
                marks.stream()
                        .filter(mark -> mark.end() <= end)
                        .map(mark -> new Mark(mark.start() - start, mark.end() - start))
                        .toList());
    }

    private List<Mark> marks(String text) {
        List<Mark> marks = new ArrayList<>();
        int free = 0;
        for (Word word : words.all(text)) {
            if (asked.contains(word.word()) && word.start() >= free && word.end() > word.start()) {
                marks.add(new Mark(word.start(), word.end()));
                free = word.end();
            }
        }
        return marks;
    }
}
