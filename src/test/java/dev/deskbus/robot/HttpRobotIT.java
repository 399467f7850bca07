package dev.deskbus.robot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.robot.RobotProfile;
import dev.deskbus.domain.session.Message;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import dev.deskbus.port.Robot.Turn;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A robot behind an endpoint, over real HTTP. */
class HttpRobotIT {
    private static final String KEY = "sk-very-secret";
    private static final Answer SORRY = new Answer(Message.Text.plain("sorry"), false);
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration REST = Duration.ofMillis(600);
    private static final int FAILURES = 3;

    private final Vertx vertx = Vertx.vertx();
    private final FakeProfiles profiles = new FakeProfiles();
    private final RobotCounts counts = new RobotCounts();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("dev.deskbus.robot");
    private StubEndpoint endpoint;
    private Robots target;

    @BeforeEach
    void open() throws Exception {
        endpoint = new StubEndpoint(vertx);
        var rules = new RobotRules(Duration.ZERO, Duration.ofSeconds(1), 4096, FAILURES, REST);
        target =
                new Robots(
                        vertx,
                        profiles,
                        new FaqRobot(vertx, new FakeFaqStore(), rules),
                        rules,
                        counts);
        profiles.has(profile(endpoint.url(), KEY, "Be kind."));
        logged.start();
        log.setLevel(Level.DEBUG);
        log.addAppender(logged);
    }

    @AfterEach
    void close() throws Exception {
        log.detachAppender(logged);
        vertx.close().await(10, TimeUnit.SECONDS);
        assertThat(logged.list).noneMatch(event -> event.toString().contains(KEY));
        assertThat(logged.list)
                .flatExtracting(
                        event ->
                                event.getKeyValuePairs() == null
                                        ? List.of()
                                        : event.getKeyValuePairs())
                .noneMatch(pair -> pair.toString().contains(KEY));
    }

    private static RobotProfile profile(String url, String key, String prompt) {
        return new RobotProfile(
                Demo.BOT,
                "sorry",
                new RobotProfile.Http(url, "small", new RobotProfile.Key(key), prompt, TIMEOUT));
    }

    @Test
    void theQuestionIsAskedWithPromptAndWhatWasSaidBefore() throws Exception {
        Answer answer = ask("and you?", new Turn(true, "how are you"), new Turn(false, "fine"));

        assertThat(answer).isEqualTo(new Answer(Message.Text.plain("hi"), true));
        StubEndpoint.Seen seen = endpoint.seen.element();
        assertThat(seen.path()).isEqualTo("POST /v1/chat/completions");
        assertThat(seen.authorization()).isEqualTo("Bearer " + KEY);
        assertThat(seen.body())
                .isEqualTo(
                        new JsonObject(
                                """
                                {"model":"small","stream":false,"messages":[
                                {"role":"system","content":"Be kind."},
                                {"role":"user","content":"how are you"},
                                {"role":"assistant","content":"fine"},
                                {"role":"user","content":"and you?"}]}"""));
        assertThat(counts.answered()).isEqualTo(1);
    }

    @Test
    void withoutKeyAndPromptNeitherIsSent() throws Exception {
        profiles.has(profile(endpoint.url(), "", ""));

        assertThat(ask("hi").sure()).isTrue();

        StubEndpoint.Seen seen = endpoint.seen.element();
        assertThat(seen.authorization()).isNull();
        assertThat(seen.body().getJsonArray("messages")).hasSize(1);
    }

    @Test
    void onlyTheLastWordsAreSentAndNoneAtAnyLength() throws Exception {
        Turn[] many =
                IntStream.range(0, 50)
                        .mapToObj(i -> new Turn(i % 2 == 0, "turn " + i))
                        .toArray(Turn[]::new);

        ask("x".repeat(100_000), many);

        JsonArray messages = endpoint.seen.element().body().getJsonArray("messages");
        assertThat(messages).hasSize(22);
        assertThat(messages.getJsonObject(1).getString("content")).isEqualTo("turn 30");
        assertThat(messages.getJsonObject(21).getString("content")).hasSize(4_000);
    }

    @Test
    void whatNoDatabaseKeepsIsLeftOut() throws Exception {
        endpoint.answer =
                request ->
                        StubEndpoint.reply(
                                request,
                                200,
                                StubEndpoint.completion("X")
                                        .replace("X", "\\u0000a\\ud83d\\ude00\\ud83d "));

        assertThat(ask("hi").text()).isEqualTo(Message.Text.plain("a😀"));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 404, 429, 500, 503})
    void anyOtherStatusIsNoAnswerAndNoRedirectIsFollowed(int status) throws Exception {
        endpoint.answer =
                request -> {
                    request.response().putHeader("Location", endpoint.url() + "/elsewhere");
                    StubEndpoint.reply(
                            request, status, status == 204 ? "" : StubEndpoint.completion("hi"));
                };

        assertThat(ask("hi")).isEqualTo(SORRY);
        assertThat(endpoint.seen).hasSize(1);
        assertThat(counts.failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":{}}",
                "{\"choices\":[{\"message\":null}]}",
                "{\"choices\":[{\"message\":{\"content\":null}}]}",
                "{\"choices\":[{\"message\":{\"content\":5}}]}",
                "{\"choices\":[{\"message\":{\"content\":\" \\n\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"hi\"}"
            })
    void aMalformedAnswerIsNone(String body) throws Exception {
        endpoint.answer = request -> StubEndpoint.reply(request, 200, body);

        assertThat(ask("hi")).isEqualTo(SORRY);
    }

    @Test
    void aHugeAnswerIsNotReadToItsEnd() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        endpoint.answer = request -> pour(request, cut);

        assertThat(ask("hi")).isEqualTo(SORRY);

        assertThat(cut.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(reasons()).anyMatch(reason -> reason.contains("more than 4096 bytes"));
    }

    @Test
    void aSlowAnswerIsWaitedForWithinTheTimeOut() throws Exception {
        endpoint.answer =
                request ->
                        vertx.setTimer(
                                TIMEOUT.toMillis() / 2,
                                _ ->
                                        StubEndpoint.reply(
                                                request, 200, StubEndpoint.completion("late")));

        assertThat(ask("hi").text().text()).isEqualTo("late");
    }

    @Test
    void afterTheTimeOutTheConnectionIsCut() throws Exception {
        ask("warm up");
        CountDownLatch cut = new CountDownLatch(1);
        endpoint.answer =
                request -> {
                    request.connection().closeHandler(_ -> cut.countDown());
                    request.response().setChunked(true).write("{\"choices\":");
                };
        long begin = System.nanoTime();

        assertThat(ask("hi")).isEqualTo(SORRY);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(TIMEOUT.minusMillis(50), TIMEOUT.multipliedBy(8));
        assertThat(cut.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whereNobodyListensThereIsNoAnswer() throws Exception {
        profiles.has(profile("http://127.0.0.1:1/v1", KEY, ""));

        assertThat(ask("hi")).isEqualTo(SORRY);
    }

    @Test
    void anEndpointThatHangsIsLeftAloneForAWhileAndThenTriedAgain() throws Exception {
        endpoint.answer = _ -> {};
        for (int i = 0; i < FAILURES; i++) {
            assertThat(ask("hi")).isEqualTo(SORRY);
        }
        assertThat(endpoint.seen).hasSize(FAILURES);

        long begin = System.nanoTime();
        assertThat(ask("hi")).isEqualTo(SORRY);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
        assertThat(endpoint.seen).hasSize(FAILURES);

        endpoint.answer =
                request -> StubEndpoint.reply(request, 200, StubEndpoint.completion("back"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Answer answer = ask("hi");
        while (!answer.sure() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            answer = ask("hi");
        }
        assertThat(answer.text().text()).isEqualTo("back");
        assertThat(ask("hi").sure()).isTrue();
        assertThat(logged.list)
                .extracting(ILoggingEvent::getMessage)
                .contains("its endpoint fails and is left alone", "its endpoint answers again");
    }

    @Test
    void anotherUrlIsAnotherChance() throws Exception {
        endpoint.answer = request -> StubEndpoint.reply(request, 500, "");
        for (int i = 0; i <= FAILURES; i++) {
            ask("hi");
        }
        var second = new StubEndpoint(vertx);
        profiles.has(profile(second.url(), KEY, ""));

        assertThat(ask("hi").sure()).isTrue();
    }

    private static void pour(HttpServerRequest request, CountDownLatch cut) {
        var response = request.response().setChunked(true);
        request.connection().closeHandler(_ -> cut.countDown());
        response.exceptionHandler(_ -> cut.countDown());
        for (int i = 0; i < 100 && !response.closed(); i++) {
            response.write("x".repeat(1000));
        }
    }

    private List<String> reasons() {
        return logged.list.stream()
                .filter(event -> event.getMessage().equals("robot has no answer"))
                .map(event -> String.valueOf(event.getKeyValuePairs()))
                .toList();
    }

    private Answer ask(String text, Turn... before) throws Exception {
        var question =
                new Question(
                        Demo.MAIN,
                        Demo.BOT,
                        new SessionId(96),
                        new ClientId("c"),
                        text,
                        List.of(before));
        return target.ask(question).await(10, TimeUnit.SECONDS);
    }
}
