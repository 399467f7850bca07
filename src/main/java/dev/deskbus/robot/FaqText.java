package dev.deskbus.robot;

import dev.deskbus.domain.session.Message;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;

/** What is done with texts before their words are looked at. Pure. */
final class FaqText {
    /** No question needs more characters; the rest is not looked at. */
    static final int LONGEST = 1000;

    private static final int MOST_PARTS = 16;
    private static final Pattern END_OF_CLAUSE = Pattern.compile("[，。！？；,.!?;…\\r\\n]+");

    private FaqText() {}

    /** The beginning of a text that is too long. */
    static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        boolean inPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
        return text.substring(0, inPair ? LONGEST - 1 : LONGEST);
    }

    /** The whole text, and its clauses: the question often comes after a story. */
    static List<String> parts(String text) {
        String whole = bounded(text);
        Stream<String> clauses =
                END_OF_CLAUSE.splitAsStream(whole).filter(clause -> !clause.isBlank());
        return Stream.concat(Stream.of(whole), clauses).distinct().limit(MOST_PARTS).toList();
    }

    /** An answer without its markup. */
    static String plain(Message.Text text) {
        return switch (text.format()) {
            case PLAIN -> text.text();
            case HTML -> withoutMarkup(text.text());
        };
    }

    private static String withoutMarkup(String html) {
        try (var reader = new HTMLStripCharFilter(new StringReader(html))) {
            StringWriter plain = new StringWriter();
            reader.transferTo(plain);
            return plain.toString().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
