package dev.deskbus.robot;

import java.io.Reader;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;

/**
 * Finds the words of a question in simplified Chinese, English or both: width and case are folded,
 * Chinese is cut into words by a dictionary, English is brought to its stems.
 */
final class FaqAnalyzer extends Analyzer {
    private static final CharArraySet STOPS = new CharArraySet(WordLists.STOP, true);

    private final CharArraySet left;

    private FaqAnalyzer(CharArraySet left) {
        this.left = left;
    }

    /** Leaves out the words that say nothing about what is asked. */
    static FaqAnalyzer ofMeaning() {
        return new FaqAnalyzer(STOPS);
    }

    /** Leaves out nothing. */
    static FaqAnalyzer ofEverything() {
        return new FaqAnalyzer(CharArraySet.EMPTY_SET);
    }

    @Override
    protected Reader initReader(String field, Reader reader) {
        return new ICUNormalizer2CharFilter(reader);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new ICUTokenizer(new DefaultICUTokenizerConfig(true, true));
        TokenStream told = new StopFilter(new EnglishPossessiveFilter(words), left);
        return new TokenStreamComponents(words, new KStemFilter(told));
    }
}
