package dev.deskbus.robot;

import java.io.IOException;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

/**
 * How much two questions are alike: the weight of the words that both have, against that of all
 * their words (Dice's coefficient). A rare word weighs more than a common one, by the measure of
 * BM25; words of every question ("how", "when") and words that no known question has, the asker's
 * own story, weigh less. A score of BM25 alone has no scale that one threshold could be right for:
 * it grows with the index and with the length of the question.
 */
final class FaqLikeness {
    private static final double LIGHT = 0.3;
    private static final double UNKNOWN = 0.7;

    private final IndexReader reader;
    private final String field;

    FaqLikeness(IndexReader reader, String field) {
        this.reader = reader;
        this.field = field;
    }

    double of(Set<String> asked, Set<String> known) throws IOException {
        double common = 0;
        double all = 0;
        for (String word : asked) {
            double weight = weight(word);
            all += weight;
            common += known.contains(word) ? weight : 0;
        }
        for (String word : known) {
            all += weight(word);
        }
        return all == 0 ? 0 : 2 * common / all;
    }

    private double weight(String word) throws IOException {
        int texts = reader.docFreq(new Term(field, word));
        double rarity = Math.log(1 + (reader.numDocs() - texts + 0.5) / (texts + 0.5));
        return rarity * (texts == 0 ? UNKNOWN : 1) * (WordLists.LIGHT.contains(word) ? LIGHT : 1);
    }
}
