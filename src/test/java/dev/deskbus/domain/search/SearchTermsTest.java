package dev.deskbus.domain.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.search.SearchTerms.Wanted;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTermsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    退款            | 退款
                    我要退款        | 我要 要退 退款
                    退              | 退*
                    Refund          | refund*
                    refund 退款     | refund* 退款
                    user@shop.com   | user shop com*
                    abc退款         | abc 退款
                    “退款”？        | 退款
                    退款 退款       | 退款
                    """)
    void theseWordsAreAskedOfTheIndex(String query, String wanted) {
        assertThat(
                        SearchTerms.parse(query).wanted().stream()
                                .map(SearchTermsTest::written)
                                .collect(Collectors.joining(" ")))
                .isEqualTo(wanted);
    }

    private static String written(Wanted wanted) {
        return wanted.word() + (wanted.prefix() ? "*" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    退款        | 我想申请退款，谢谢            | [退款]
                    退款        | 退了钱款                      |
                    我要退款    | 要退款，我要                  |
                    order       | My ORDERS are late            | [ORDER]S
                    order       | reorder                       |
                    refund 退款 | 退款 means refund             | [退款] means [refund]
                    refund 退款 | 退款                          |
                    ＳＦ１      | 单号sf123                     | 单号[sf1]23
                    a@b.com     | mail a@b.com now              | mail [a@b.com] now
                    退款        | 退款退款                      | [退款退款]
                    ss          | Straße ss                     | Straße [ss]
                    strasse     | Straße                        | [Straße]
                    款          | 退款                          | 退[款]
                    """)
    void whatStandsThereIsFoundAndMarked(String query, String text, String marked) {
        var found = SearchTerms.parse(query).find(text);

        if (marked == null) {
            assertThat(found).isEmpty();
        } else {
            String all = found.map(SearchTermsTest::marked).orElse("nothing");
            assertThat(all).contains(marked);
        }
    }

    private static String marked(Snippet snippet) {
        StringBuilder text = new StringBuilder(snippet.text());
        for (var mark : snippet.marks().reversed()) {
            text.insert(mark.end(), ']').insert(mark.begin(), '[');
        }
        return text.toString();
    }

    @Test
    void ofALongTextThePartAroundTheFirstHitIsShown() {
        String text = "😀".repeat(100) + "退款\n" + "好".repeat(200) + "退款";

        Snippet snippet = SearchTerms.parse("退款").find(text).orElseThrow();

        assertThat(snippet.text()).startsWith("…😀").contains("退款 好").endsWith("好…");
        assertThat(snippet.text().length()).isLessThan(90);
        assertThat(snippet.marks()).hasSize(1);
        var mark = snippet.marks().getFirst();
        assertThat(snippet.text().substring(mark.begin(), mark.end())).isEqualTo("退款");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "?!", "😀", "，。"})
    void whatHoldsNoWordIsRefused(String query) {
        refuses(query);
    }

    @Test
    void tooMuchIsRefused() {
        refuses("x".repeat(101));
        refuses("a b c d e f g h i");
        assertThat(SearchTerms.parse("a b c d e f g h").wanted()).hasSize(8);
    }

    private static void refuses(String query) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SearchTerms.parse(query))
                .satisfies(
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID));
    }
}
