package dev.deskbus.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlFragmentTest {
    private static final Pattern ALLOWED =
            Pattern.compile(
                    "<br>|<span>|</span>|</a>|<a href=\"https?://[^\"<>]+\">|<img src=\"https?://[^\"<>]+\">");

    private final HtmlFragment target =
            new HtmlFragment(new MediaLinks("https://chat.example.com")::absolute);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <a href="http://h/?a=1&amp;b=2" onclick="x()">go</a> | <a href="http://h/?a=1&amp;b=2">go</a>
                    <IMG alt='x' SRC='/f/1/a.gif'/>                      | <img src="https://chat.example.com/f/1/a.gif">
                    one<br/>two<BR>three                                 | one<br>two<br>three
                    <span style="color:red">red</span>                   | <span>red</span>
                    <span>left open                                      | <span>left open</span>
                    <a href="http://h/x">left <span>open                 | <a href="http://h/x">left <span>open</span></a>
                    </span></a>nothing to close                          | nothing to close
                    <a href="javascript:alert(1)">x</a>                  | x
                    <a href="java&#115;cript:alert(1)">x</a>             | x
                    <a>no address</a>                                    | no address
                    <img src=x onerror=alert(1)>                         | &lt;img src=x onerror=alert(1)&gt;
                    <img src="data:text/html,x">                         | ``
                    <script>alert(1)</script>                            | &lt;script&gt;alert(1)&lt;/script&gt;
                    <svg/onload=alert(1)>                                | &lt;svg/onload=alert(1)&gt;
                    <a href="http://h/"<b>                               | &lt;a href="http://h/"&lt;b&gt;
                    1 &lt; 2 &amp; 3                                     | 1 &lt; 2 &amp; 3
                    /:<W>/::<                                            | /:<W>/::<
                    """)
    void fragment(String html, String clean) {
        assertThat(target.clean(html)).isEqualTo(clean);
    }

    static List<String> codes() {
        return HtmlTextTest.codes();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeSurvivesByteForByte(String code) {
        assertThat(target.clean("<span>" + code + "</span>"))
                .isEqualTo("<span>" + code + "</span>");
    }

    @Property(tries = 3000)
    void nothingButTheFourTagsRemains(@ForAll("nastyFragments") String html) {
        String clean = target.clean(html);

        assertThat(ALLOWED.matcher(clean).replaceAll("")).doesNotContain("<", ">");
    }

    @Provide
    Arbitrary<String> nastyFragments() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "a",
                        "/",
                        " ",
                        "=",
                        "\"",
                        "'",
                        "<a ",
                        "<a href=\"http://h/\"",
                        "<img src='",
                        "</a>",
                        "<span>",
                        "</span",
                        "<br",
                        "href=",
                        "http://h",
                        "onerror=x",
                        "<script>",
                        "&#60;",
                        "&",
                        "\n")
                .list()
                .ofMaxSize(25)
                .map(pieces -> String.join("", pieces));
    }
}
