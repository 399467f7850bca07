package dev.deskbus.robot;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * The words of texts; those in traditional Chinese as if they were simplified, since the dictionary
 * does not cut both alike. Safe for many threads.
 */
final class FaqWords {
    private static final String ANY_FIELD = "text";
    private static final Transliterator SIMPLIFY =
            Transliterator.getInstance("Traditional-Simplified");

    private final Analyzer meaning = FaqAnalyzer.ofMeaning();
    private final Analyzer everything = FaqAnalyzer.ofEverything();

    /** A word and where it stands in the text. */
    record Word(String word, int start, int end) {}

    /** What a text is about; all its words when it is about nothing, as a greeting is. */
    Set<String> of(String text) {
        Set<String> found = distinct(words(meaning, text));
        return found.isEmpty() ? distinct(words(everything, text)) : found;
    }

    /** Every word, in the order of the text. */
    List<Word> all(String text) {
        return words(everything, text);
    }

    private static Set<String> distinct(List<Word> words) {
        Set<String> distinct = new LinkedHashSet<>();
        words.forEach(word -> distinct.add(word.word()));
        return distinct;
    }

    private static List<Word> words(Analyzer analyzer, String text) {
        List<Word> found = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(ANY_FIELD, simplified(text))) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var place = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                found.add(new Word(term.toString(), place.startOffset(), place.endOffset()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Never of another length, so that places stay what they are. */
    private static String simplified(String text) {
        String simplified = SIMPLIFY.transliterate(text);
        return simplified.length() == text.length() ? simplified : text;
    }
}
