package dev.deskbus.domain.search;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.search.Snippet.Mark;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody looks for: terms with blanks between them, each of which must be found. A term is
 * found wherever its characters stand side by side; one that begins with a letter or digit of a
 * script with spaces only where a word begins there, so {@code order} finds {@code orders}, and not
 * {@code reorder}.
 */
public final class SearchTerms {
    static final int LONGEST = 100;
    static final int MOST = 8;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private final List<Term> terms;

    private SearchTerms(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /** Reads what somebody typed; refuses nothing, too many terms, and what is too long. */
    public static SearchTerms parse(String query) {
        if (query.codePointCount(0, query.length()) > LONGEST) {
            throw invalid("query is longer than " + LONGEST + " characters");
        }
        List<Term> terms =
                BLANKS.splitAsStream(Folded.of(query).text())
                        .flatMap(word -> Term.find(word).stream())
                        .distinct()
                        .toList();
        if (terms.isEmpty()) {
            throw invalid("query holds no word");
        }
        if (terms.size() > MOST) {
            throw invalid("query holds more than " + MOST + " words");
        }
        return new SearchTerms(terms);
    }

    /**
     * A word that a text must have to be found.
     *
     * @param prefix whether it need only begin so
     */
    public record Wanted(String word, boolean prefix) {}

    /** Which words every text has in which the terms are found; others may have them too. */
    public Set<Wanted> wanted() {
        Set<Wanted> wanted = new LinkedHashSet<>();
        terms.forEach(term -> wanted.addAll(term.wanted()));
        return wanted;
    }

    /** What is found in that text; empty unless every term is. */
    public Optional<Snippet> find(String text) {
        Folded folded = Folded.of(text);
        List<Mark> marks = new ArrayList<>();
        for (Term term : terms) {
            List<Mark> found = term.find(folded);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            marks.addAll(found);
        }
        return Optional.of(Cutting.around(folded.shown(), marks));
    }

    private static Refusal invalid(String why) {
        return new Refusal(ErrorCode.PARAMETER_INVALID, why);
    }
}
