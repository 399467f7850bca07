package dev.deskbus.robot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.FaqSearch.Hit;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Robots that answer frequent questions. */
class FaqRobotTest {
    private static final String FALLBACK = "抱歉，没有找到答案，您可以输入“转人工”";
    private static final RobotRules CURIOUS =
            new RobotRules(Duration.ZERO, Duration.ofSeconds(1), 1000, 5, Duration.ofSeconds(1));

    private final Vertx vertx = Vertx.vertx();
    private final FakeFaqStore store = new FakeFaqStore();
    private final FakeProfiles profiles = new FakeProfiles();
    private final RobotCounts counts = new RobotCounts();
    private Robots target = robots(CURIOUS);

    private Robots robots(RobotRules rules) {
        return new Robots(vertx, profiles, new FaqRobot(vertx, store, rules), rules, counts);
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void aKnownQuestionGetsItsAnswer() throws Exception {
        Answer answer = ask("请问你们几点上班？");

        assertThat(answer.sure()).isTrue();
        assertThat(answer.text().text()).startsWith("我们每天 9:00 至 21:00");
        assertThat(ask("when are you open?").text().text()).startsWith("We are here every day");
        assertThat(counts.answered()).isEqualTo(2);
    }

    @Test
    void everythingElseGetsTheFallback() throws Exception {
        assertThat(ask("今天天气怎么样")).isEqualTo(new Answer(Message.Text.plain(FALLBACK), false));
        assertThat(ask("").sure()).isFalse();
        assertThat(counts.unsure()).isEqualTo(2);
        assertThat(counts.failed()).isZero();
    }

    @Test
    void fallbackAndThresholdAreTheRobotsOwn() throws Exception {
        profiles.has(new RobotProfile(Demo.BOT, "?", new RobotProfile.Faq(1)));

        assertThat(ask("请问你们几点上班？").sure()).isTrue();
        assertThat(ask("你们几点开始上班")).isEqualTo(new Answer(Message.Text.plain("?"), false));
    }

    @Test
    void aTenantWithoutQuestionsKnowsNone() throws Exception {
        Question question = question(new TenantId(2), Demo.BOT, "你们几点上班");

        assertThat(await(target.ask(question)).sure()).isFalse();
    }

    @Test
    void aChangeIsFoundByTheNextQuestionAfterAWhile() throws Exception {
        assertThat(ask("会员日是哪天").sure()).isFalse();

        store.change(List.of(Demo.entry("day", "每月 8 日", "会员日是哪天")));

        assertThat(ask("会员日是哪天").text().text()).isEqualTo("每月 8 日");
        assertThat(ask("你们几点上班").sure()).isFalse();
        assertThat(store.loads).hasValue(2);
    }

    @Test
    void withinThatWhileTheStoreIsNotAsked() throws Exception {
        target = robots(RobotRules.STANDARD);
        ask("a");
        ask("b");

        assertThat(store.looks).hasValue(1);
        assertThat(store.loads).hasValue(1);
    }

    @Test
    void whatIsKnownIsAnsweredWhileTheDatabaseIsDown() throws Exception {
        ask("你们几点上班");
        store.isDown = true;

        assertThat(ask("你们几点上班").sure()).isTrue();
    }

    @Test
    void withNothingKnownYetThereIsTheFallbackAndLaterTheAnswer() throws Exception {
        store.isDown = true;
        assertThat(ask("你们几点上班")).isEqualTo(new Answer(Message.Text.plain(FALLBACK), false));
        assertThat(counts.failed()).isEqualTo(1);

        store.isDown = false;
        assertThat(ask("你们几点上班").sure()).isTrue();
    }

    @Test
    void withoutItsProfileARobotAnswersTheUsualWay() throws Exception {
        profiles.isDown = true;

        assertThat(ask("你们几点上班").sure()).isTrue();
    }

    @Test
    void noEventLoopSearches() throws Exception {
        AtomicReference<String> thread = new AtomicReference<>("");
        FaqIndexes indexes = new FaqIndexes(vertx, store, Duration.ZERO, System::nanoTime);

        await(
                indexes.run(
                        () -> {
                            thread.set(Thread.currentThread().getName());
                            return 1;
                        }));

        assertThat(thread.get()).startsWith("faq-");
    }

    @Test
    void aSearchShowsWhereTheWordsAre() throws Exception {
        var search = new FaqRobot(vertx, store, CURIOUS);

        List<Hit> hits = await(search.search(Demo.MAIN, "退款", 10));

        assertThat(hits.getFirst().entry().id()).isEqualTo("returns");
        assertThat(hits.getFirst().marks())
                .extracting(mark -> hits.getFirst().excerpt().substring(mark.start(), mark.end()))
                .containsExactly("退款");
        assertThat(await(search.search(Demo.MAIN, "火星", 10))).isEmpty();
        assertThat(await(search.search(Demo.MAIN, "open refund 发货", 2))).hasSize(2);
    }

    @Test
    void ofALongAnswerTheRightPartIsShown() throws Exception {
        store.change(List.of(Demo.entry("x", "甲乙丙丁".repeat(300) + "雨伞在门口", "东西在哪")));
        var search = new FaqRobot(vertx, store, CURIOUS);

        Hit hit = await(search.search(Demo.MAIN, "雨伞", 10)).getFirst();

        assertThat(hit.excerpt()).hasSizeLessThanOrEqualTo(200).contains("雨伞在门口");
        assertThat(hit.marks())
                .extracting(mark -> hit.excerpt().substring(mark.start(), mark.end()))
                .containsExactly("雨伞");
    }

    private Answer ask(String text) throws Exception {
        return await(target.ask(question(Demo.MAIN, Demo.BOT, text)));
    }

    static Question question(TenantId tenant, AgentId robot, String text) {
        return new Question(tenant, robot, new SessionId(96), new ClientId("c"), text, List.of());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
