package dev.deskbus.robot;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.robot.FaqEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's frequent questions, in memory and never changed: BM25 finds the questions that come
 * near, {@link FaqLikeness} says how near. Every call blocks. Safe for many threads.
 */
final class FaqIndex {
    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";
    private static final String ROBOT = "robot";
    private static final String NUMBER = "number";
    private static final String ALL_ROBOTS = "*";
    private static final int CANDIDATES = 20;
    private static final int MOST_WORDS = 64;
    private static final float QUESTION_BOOST = 3;

    private final FaqWords words;
    private final List<Known> known = new ArrayList<>();
    private final IndexSearcher searcher;
    private final FaqLikeness likeness;

    /** One way to ask for an entry. */
    private record Known(FaqEntry entry, Set<String> words) {}

    FaqIndex(FaqWords words, List<FaqEntry> entries) {
        this.words = words;
        try {
            DirectoryReader reader = DirectoryReader.open(write(entries));
            this.searcher = new IndexSearcher(reader);
            searcher.setSimilarity(new BM25Similarity());
            this.likeness = new FaqLikeness(reader, QUESTION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What this robot knows that is most like the text, or like a clause of it. */
    Optional<FaqMatch> findBest(AgentId robot, String text) {
        try {
            FaqMatch best = null;
            for (String part : FaqText.parts(text)) {
                Set<String> asked = bounded(words.of(part));
                for (int number : numbers(onlyFor(robot, anyOf(QUESTION, asked)), CANDIDATES)) {
                    Known each = known.get(number);
                    double like = likeness.of(asked, each.words());
                    if (best == null || like > best.likeness()) {
                        best = new FaqMatch(each.entry(), like);
                    }
                }
            }
            return Optional.ofNullable(best);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entries that have any of the words in a question or in their answer, best first. */
    List<FaqEntry> search(String text, int most) {
        Set<String> asked = bounded(words.of(FaqText.bounded(text)));
        Query query =
                new BooleanQuery.Builder()
                        .add(new BoostQuery(anyOf(QUESTION, asked), QUESTION_BOOST), Occur.SHOULD)
                        .add(anyOf(ANSWER, asked), Occur.SHOULD)
                        .build();
        try {
            Set<FaqEntry> found = new LinkedHashSet<>();
            for (int number : numbers(query, known.size())) {
                found.add(known.get(number).entry());
            }
            return found.stream().limit(most).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffersDirectory write(List<FaqEntry> entries) throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        var config = new IndexWriterConfig(new WhitespaceAnalyzer());
        config.setSimilarity(new BM25Similarity());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (FaqEntry entry : entries) {
                boolean first = true;
                for (String question : entry.questions()) {
                    writer.addDocument(document(entry, words.of(question), first));
                    first = false;
                }
            }
        }
        return directory;
    }

    private Document document(FaqEntry entry, Set<String> question, boolean withAnswer) {
        Document document = new Document();
        document.add(new StoredField(NUMBER, known.size()));
        document.add(new TextField(QUESTION, String.join(" ", question), Store.NO));
        document.add(new StringField(ROBOT, mark(entry.robot()), Store.NO));
        if (withAnswer) {
            Set<String> answer = words.of(FaqText.plain(entry.answer()));
            document.add(new TextField(ANSWER, String.join(" ", answer), Store.NO));
        }
        known.add(new Known(entry, question));
        return document;
    }

    private static String mark(@Nullable AgentId robot) {
        return robot == null ? ALL_ROBOTS : robot.value();
    }

    private static Query onlyFor(AgentId robot, Query query) {
        Query its =
                new BooleanQuery.Builder()
                        .add(new TermQuery(new Term(ROBOT, ALL_ROBOTS)), Occur.SHOULD)
                        .add(new TermQuery(new Term(ROBOT, robot.value())), Occur.SHOULD)
                        .build();
        return new BooleanQuery.Builder().add(query, Occur.MUST).add(its, Occur.FILTER).build();
    }

    /** Words and no query language, so whatever was typed has no meaning of its own. */
    private static Query anyOf(String field, Collection<String> words) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        words.forEach(word -> query.add(new TermQuery(new Term(field, word)), Occur.SHOULD));
        return query.build();
    }

    private List<Integer> numbers(Query query, int most) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc hit : searcher.search(query, Math.max(1, most)).scoreDocs) {
            numbers.add(stored.document(hit.doc).getField(NUMBER).numericValue().intValue());
        }
        return numbers;
    }

    private static Set<String> bounded(Set<String> words) {
        return words.size() <= MOST_WORDS
                ? words
                : new LinkedHashSet<>(words.stream().limit(MOST_WORDS).toList());
    }
}
