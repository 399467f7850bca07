package dev.deskbus.domain.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.session.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            textBlock =
                    """
                    Order SF-1234, please!   | order sf 1234 please
                    我要退款                  | 我要 要退 退款 款
                    订单SF123已发货           | 订单 单 sf123 已发 发货 货
                    好                        | 好
                    ＳＦ１２３                | sf123
                    CAFÉ Straße               | café strasse
                    ﾃｽﾄ                       | テス スト ト
                    สวัสดี                    | สว วั ัส สด ดี ี
                    안녕하세요                | 안녕 녕하 하세 세요 요
                    /:8-) ... !!              | 8
                    退\u200B款                | 退款 款
                    😀 ok                     | ok
                    …                         | nothing
                    """)
    void textsAreFoundByTheseWords(String text, String words) {
        String said = text.replace("\\u200B", "\u200B");

        assertThat(String.join(" ", Words.of(said))).isEqualTo(words == null ? "" : words);
    }

    @Test
    void aWordIsKeptOnceAndItsBeginningIsEnough() {
        assertThat(Words.of("no no NO")).containsExactly("no");
        assertThat(Words.of("x".repeat(1000))).containsExactly("x".repeat(64));
    }

    @Test
    void ofOtherMessagesTheNameIsRead() {
        assertThat(PlainWords.of(new Message.Text("a <b>x</b>", Message.Format.PLAIN)))
                .isEqualTo("a <b>x</b>");
        assertThat(
                        PlainWords.of(
                                new Message.Text(
                                        "退<span>款</span><br>1 &lt; 2 &amp;&nbsp;3",
                                        Message.Format.HTML)))
                .isEqualTo("退款 1 < 2 & 3");
        assertThat(PlainWords.of(media("发票.pdf"))).isEqualTo("发票.pdf");
        assertThat(PlainWords.of(media(null))).isEmpty();
        assertThat(PlainWords.of(new Message.Location(31, 121, "人民广场", null, null)))
                .isEqualTo("人民广场");
        assertThat(PlainWords.of(new Message.Notice(0, "您好"))).isEqualTo("您好");
    }

    private static Message media(String name) {
        return new Message.Media(Message.Media.Kind.FILE, "http://h/f", name, null, null, null);
    }
}
