package dev.deskbus.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.robot.FaqEntry;
import dev.deskbus.domain.session.Message;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaqIndexTest {
    private static final FaqWords WORDS = new FaqWords();
    private static final FaqIndex DEMO = new FaqIndex(WORDS, Demo.faq());

    @ParameterizedTest
    @CsvSource({
        "你们几点上班, opening-hours",
        "你們幾點上班？, opening-hours",
        "【你们】几点、上班……, opening-hours",
        "ＷＨＡＴ　ＡＲＥ　ＹＯＵＲ　ＯＰＥＮＩＮＧ　ＨＯＵＲＳ, opening-hours-en",
        "what are your opening hours, opening-hours-en",
        "怎么退货 please, returns",
    })
    void widthCaseScriptAndPunctuationMakeNoDifference(String question, String id) {
        FaqMatch found = DEMO.findBest(Demo.BOT, question).orElseThrow();

        assertThat(found.entry().id()).isEqualTo(id);
        assertThat(found.likeness()).isCloseTo(1, offset(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "？？？", "!!!", "😀", "+-&&||!(){}[]^\"~*?:\\/", "AND OR NOT", "*:*"})
    void whatHasNoWordsOfAnyQuestionIsLikeNone(String text) {
        assertThat(DEMO.findBest(Demo.BOT, text)).isEmpty();
        assertThat(DEMO.search(text, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"question:(退货", "退货~2^9", "\"怎么退货\" AND robot:*", "怎么\\退货*"})
    void signsOfQueryLanguagesMeanNothing(String text) {
        assertThat(DEMO.findBest(Demo.BOT, text).orElseThrow().entry().id()).isEqualTo("returns");
    }

    @Test
    void theQuestionMayComeAfterAStory() {
        String story = "您好，我上周在你们店里买了一双运动鞋，穿了两次就开胶了。怎么退货？";

        FaqMatch found = DEMO.findBest(Demo.BOT, story).orElseThrow();

        assertThat(found.entry().id()).isEqualTo("returns");
        assertThat(found.likeness()).isGreaterThan(0.9);
    }

    @Test
    void aVeryLongTextIsReadOnlyAtItsBeginning() {
        long begin = System.nanoTime();

        assertThat(DEMO.findBest(Demo.BOT, "怎么退货。" + "x y ".repeat(100_000)).orElseThrow().entry())
                .extracting(FaqEntry::id)
                .isEqualTo("returns");
        assertThat(DEMO.findBest(Demo.BOT, "啊".repeat(100_000) + "怎么退货")).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aGreetingIsFoundThoughItHasNoOtherWords() {
        var index = new FaqIndex(WORDS, List.of(Demo.entry("hi", "您好！", "你好", "hello")));

        assertThat(index.findBest(Demo.BOT, "你好！").orElseThrow().likeness()).isEqualTo(1);
        assertThat(index.findBest(Demo.BOT, "Hello?").orElseThrow().likeness()).isEqualTo(1);
        assertThat(index.findBest(Demo.BOT, "在吗")).isEmpty();
    }

    @Test
    void anAnswerOfOneRobotIsNotGivenByAnother() {
        AgentId other = new AgentId("BOT002");
        FaqEntry its =
                new FaqEntry(
                        "its", Demo.MAIN, other, "怎么退货", List.of(), Message.Text.plain("its own"));
        var index = new FaqIndex(WORDS, List.of(its));

        assertThat(index.findBest(other, "怎么退货").orElseThrow().entry()).isEqualTo(its);
        assertThat(index.findBest(Demo.BOT, "怎么退货")).isEmpty();
    }

    @Test
    void anIndexOfNothingFindsNothing() {
        var index = new FaqIndex(WORDS, List.of());

        assertThat(index.findBest(Demo.BOT, "怎么退货")).isEmpty();
        assertThat(index.search("怎么退货", 10)).isEmpty();
    }

    @Test
    void aSearchLooksIntoAnswersToo() {
        FaqEntry html =
                new FaqEntry(
                        "gift",
                        Demo.MAIN,
                        null,
                        "有赠品吗",
                        List.of(),
                        new Message.Text("<b class=\"hidden\">雨伞</b>一把", Message.Format.HTML));
        var index = new FaqIndex(WORDS, List.of(Demo.entry("rain", "带上", "雨伞"), html));

        assertThat(index.search("雨伞", 10)).extracting(FaqEntry::id).containsExactly("rain", "gift");
        assertThat(index.search("雨伞", 1)).extracting(FaqEntry::id).containsExactly("rain");
        assertThat(index.search("hidden", 10)).isEmpty();
    }

    @Test
    void thousandsOfQuestionsAreSearchedInMilliseconds() {
        List<FaqEntry> many =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> Demo.entry("n" + i, "a", "怎么安装第" + i + "号 model" + i))
                        .toList();
        var index = new FaqIndex(WORDS, many);
        index.findBest(Demo.BOT, "warm");
        long begin = System.nanoTime();

        for (int i = 0; i < 50; i++) {
            assertThat(index.findBest(Demo.BOT, "怎么安装 model" + i).orElseThrow().entry().id())
                    .isEqualTo("n" + i);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Property(tries = 300)
    void noTextBreaksIt(@ForAll String text) {
        DEMO.findBest(Demo.BOT, text)
                .ifPresent(match -> assertThat(match.likeness()).isBetween(0.0, 1.0 + 1e-9));
        assertThat(DEMO.search(text, 3)).hasSizeLessThanOrEqualTo(3);
    }

    @Property(tries = 100)
    void placesOfWordsAreWithinTheText(@ForAll String text) {
        assertThat(WORDS.all(text))
                .allSatisfy(
                        word -> {
                            assertThat(word.start()).isBetween(0, text.length());
                            assertThat(word.end()).isBetween(word.start(), text.length());
                        });
    }
}
