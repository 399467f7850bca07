package dev.deskbus.domain.search;

import dev.deskbus.domain.search.Snippet.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts out of a long text what stands around the first thing that was found. */
final class Cutting {
    private static final int BEFORE = 20;
    private static final int LENGTH = 80;
    private static final String MORE = "…";

    private Cutting() {}

    static Snippet around(String text, List<Mark> found) {
        List<Mark> marks = found.stream().sorted(Comparator.comparingInt(Mark::begin)).toList();
        int begin = whole(text, Math.max(0, marks.getFirst().begin() - BEFORE));
        int end = whole(text, Math.min(text.length(), begin + LENGTH));
        String before = begin > 0 ? MORE : "";
        String after = end < text.length() ? MORE : "";
        String line = inOneLine(text.substring(begin, end));
        return new Snippet(
                before + line + after, moved(marks, begin, end, before.length() - begin));
    }

    /** Those in the part, moved to where it stands; what overlaps is one. */
    private static List<Mark> moved(List<Mark> marks, int begin, int end, int by) {
        List<Mark> moved = new ArrayList<>();
        for (Mark mark : marks) {
            int from = Math.max(begin, mark.begin()) + by;
            int to = Math.min(end, mark.end()) + by;
            if (from < to && !moved.isEmpty() && from <= moved.getLast().end()) {
                Mark last = moved.removeLast();
                moved.add(new Mark(last.begin(), Math.max(last.end(), to)));
            } else if (from < to) {
                moved.add(new Mark(from, to));
            }
        }
        return moved;
    }

    /** Never between the halves of a pair. */
    private static int whole(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }

    private static String inOneLine(String text) {
        StringBuilder line = new StringBuilder(text);
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }
}
