package dev.deskbus.domain.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.search.SearchTerms.Wanted;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The index may never know less than the text: what stands in it is found. */
class SearchPropertiesTest {
    @Property(tries = 3000)
    void whereTheTermsAreFoundTheIndexHasTheWords(
            @ForAll("texts") String text, @ForAll("texts") String query) {
        assertIndexed(text, query);
    }

    @Property(tries = 3000)
    void soItIsWithEveryPartOfTheText(@ForAll("parts") String[] part) {
        assertIndexed(part[0] + part[1] + part[2], part[1]);
    }

    private static void assertIndexed(String text, String query) {
        Optional<SearchTerms> terms = parse(query);
        if (terms.isPresent() && terms.get().find(text).isPresent()) {
            Set<String> words = Words.of(text);
            assertThat(terms.get().wanted()).allMatch(wanted -> isThere(wanted, words));
        }
    }

    private static boolean isThere(Wanted wanted, Set<String> words) {
        return wanted.prefix()
                ? words.stream().anyMatch(word -> word.startsWith(wanted.word()))
                : words.contains(wanted.word());
    }

    @Property(tries = 2000)
    void aRunOfChineseIsFoundWhereverItStands(
            @ForAll("texts") String before,
            @ForAll("chinese") String query,
            @ForAll("texts") String after) {
        assertThat(SearchTerms.parse(query).find(before + query + after)).isPresent();
    }

    @Property(tries = 2000)
    void marksLieWithinTheSnippetAndInOrder(
            @ForAll("texts") String text, @ForAll("texts") String query) {
        Optional<Snippet> found = parse(query).flatMap(terms -> terms.find(text));

        if (found.isPresent()) {
            int last = -1;
            for (var mark : found.get().marks()) {
                assertThat(mark.begin()).isGreaterThan(last).isLessThan(mark.end());
                assertThat(mark.end()).isLessThanOrEqualTo(found.get().text().length());
                last = mark.end();
            }
            assertThat(found.get().marks()).isNotEmpty();
        }
    }

    private static Optional<SearchTerms> parse(String query) {
        try {
            return Optional.of(SearchTerms.parse(query));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab1B 退款要好ー,-Åﬁß你Ａ\u200d\u0301テ 안").ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> chinese() {
        return Arbitraries.strings().withChars("退款要好").ofMinLength(1).ofMaxLength(6);
    }

    @Provide
    Arbitrary<String[]> parts() {
        return Combinators.combine(texts(), texts(), texts())
                .as((before, part, after) -> new String[] {before, part, after});
    }
}
