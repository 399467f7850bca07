package dev.deskbus.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlTextTest {
    /** What an HTML parser would take for a tag, other than the three codes that look like one. */
    private static final Pattern TAG = Pattern.compile("<(?!(?<=/:<)[WLO]>)[a-zA-Z/!?](?!:)");

    private static final Pattern REFERENCE = Pattern.compile("&(#[0-9]+|lt|gt|amp);");

    static List<String> codes() {
        return Samples.wire("emoji-codes.txt").lines().toList();
    }

    @Test
    void theTableIsTheDocuments() {
        assertThat(EmojiCodes.ALL).hasSize(105).isEqualTo(codes());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeSurvivesByteForByte(String code) {
        assertThat(HtmlText.escape(code)).isEqualTo(code);
        assertThat(HtmlText.escape("你好" + code + "再见")).isEqualTo("你好" + code + "再见");
        assertThat(HtmlText.escape("<" + code + ">")).isEqualTo("&lt;" + code + "&gt;");
    }

    @Property
    void anyRowOfCodesSurvivesByteForByte(@ForAll("rowsOfCodes") String row) {
        assertThat(HtmlText.escape(row)).isEqualTo(row);
    }

    @Property
    void wordsWithoutMarkupCharactersAreNotTouched(@ForAll String text) {
        String words = text.replaceAll("[<>&]", "");

        assertThat(HtmlText.escape(words)).isEqualTo(words);
    }

    @Property(tries = 5000)
    void nothingOpensATagAndNothingIsLost(@ForAll("nastyText") String text) {
        String html = HtmlText.escape(text);

        assertThat(TAG.matcher(html).find()).as(html).isFalse();
        assertThat(shown(html)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a < b && c > d               | a &lt; b &amp;&amp; c &gt; d
                    <script>alert(1)</script>    | &lt;script&gt;alert(1)&lt;/script&gt;
                    "it's"                       | "it's"
                    &lt;                         | &amp;lt;
                    /:<W                         | /:&lt;W
                    /:–-b/:--b                   | /:–-b/:--b
                    /::<img src=x                | /::<&#105;mg src=x
                    /::</::<                     | /::</::<
                    /::</:--b                    | /::</:--b
                    /::</script                  | /::<&#47;script
                    /:<&lt;                      | /:<&&#108;t;
                    /:<&;                        | /:<&;
                    """)
    void text(String plain, String html) {
        assertThat(HtmlText.escape(plain)).isEqualTo(html);
    }

    @Provide
    Arbitrary<String> rowsOfCodes() {
        return Arbitraries.of(codes())
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(c -> String.join("", c));
    }

    @Provide
    Arbitrary<String> nastyText() {
        Arbitrary<String> piece =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                codes().stream().filter(c -> c.matches(".*[<>&].*")).toList()),
                        Arbitraries.of("<", ">", "&", "/", "/:", "!--", "?", "#", ";", ":"),
                        Arbitraries.of(
                                "img src=x onerror=alert(1)", "script", "lt;", "b", "W>", " "),
                        Arbitraries.strings().ofMaxLength(3));
        return piece.list().ofMaxSize(10).map(pieces -> String.join("", pieces));
    }

    /** As a browser would show it. */
    private static String shown(String html) {
        return REFERENCE
                .matcher(html)
                .replaceAll(m -> Matcher.quoteReplacement(meaning(m.group(1))));
    }

    private static String meaning(String reference) {
        return switch (reference) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            default -> String.valueOf((char) Integer.parseInt(reference.substring(1)));
        };
    }
}
