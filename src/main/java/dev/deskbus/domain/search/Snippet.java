package dev.deskbus.domain.search;

import java.util.List;

/**
 * Some of a text, around what was found in it.
 *
 * @param text plain words, however the message was written
 * @param marks what was found, in order, without overlaps
 */
public record Snippet(String text, List<Mark> marks) {
    public Snippet {
        marks = List.copyOf(marks);
    }

    /**
     * A part of the text, in UTF-16 units, as Java and JavaScript count.
     *
     * @param end behind its last
     */
    public record Mark(int begin, int end) {}
}
