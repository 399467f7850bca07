package dev.deskbus.actor.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOT;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.answer;
import static dev.deskbus.domain.session.SessionFixture.said;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.takeOver;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static dev.deskbus.domain.session.SessionFixture.talkingToRobot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.FakeDirectory;
import dev.deskbus.actor.FakeViews;
import dev.deskbus.actor.RecordingBus.Sent;
import dev.deskbus.actor.Stage;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.port.Robot;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.Robot.Question;
import dev.deskbus.port.Robot.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a session asks its robot, and how the answer comes back. */
class RobotTalkTest {
    private static final SessionId ID = new SessionId(96);
    private static final Address<SessionCommand, SessionAnswer> SESSION = Addresses.session(ID);

    private final FakeJournal journal = new FakeJournal();
    private final FakeSessionStore store = new FakeSessionStore();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private Function<Question, Future<Answer>> robot =
            question ->
                    Future.succeededFuture(new Answer(Text.plain("A:" + question.text()), true));
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void theClientsWordIsAskedAndTheAnswerComesBackAsACommand() {
        begin(talkingToRobot());
        assertThat(ask(say(CLIENT, "几点上班"))).isEqualTo(new Logged(2, NOON));
        assertThat(answers()).containsExactly(new Sent("session.96", answer(2, "A:几点上班")));
        assertThat(questions)
                .containsExactly(
                        new Question(
                                talkingToRobot().facts().tenant(),
                                BOT,
                                ID,
                                LORI,
                                "几点上班",
                                List.of()));
    }

    @Test
    void theSessionGoesOnWhileTheRobotThinks() {
        Promise<Answer> slow = Promise.promise();
        robot = _ -> slow.future();
        begin(talkingToRobot());
        ask(say(CLIENT, "a"));
        assertThat(ask(say(CLIENT, "b"))).isEqualTo(new Logged(3, NOON));
        assertThat(questions).hasSize(1);
        assertThat(answers()).isEmpty();
    }

    @Test
    void oneQuestionIsAskedAfterTheOther() {
        begin(talkingToRobot());
        ask(say(CLIENT, "a"));
        ask(say(CLIENT, "b"));
        ask(answer(2, "A:a"));
        assertThat(questions).extracting(Question::text).containsExactly("a", "b");
        ask(answer(3, "A:b"));
        assertThat(questions).hasSize(2);
    }

    @Test
    void theRobotIsToldWhatWasSaidBefore() {
        store.said =
                Future.succeededFuture(
                        List.of(said(2, NOON, say(CLIENT, "a")), said(3, NOON, answer(2, "A"))));
        begin(talkingToRobot());
        ask(say(CLIENT, "b"));
        assertThat(questions.getFirst().before())
                .containsExactly(new Turn(true, "a"), new Turn(false, "A"));
    }

    @Test
    void withoutTheLogItIsAskedAllTheSame() {
        store.said = Future.failedFuture("no disk");
        begin(talkingToRobot());
        ask(say(CLIENT, "b"));
        assertThat(questions).hasSize(1);
    }

    @Test
    void aRobotThatFailsOrSaysNothingIsExcused() {
        Say excuse = answer(2, Robot.FALLBACK.text());
        for (Future<Answer> bad :
                List.<Future<Answer>>of(
                        Future.failedFuture("down"),
                        Future.succeededFuture(new Answer(Text.plain(" "), true)))) {
            robot = _ -> bad;
            RobotTalk talk = new RobotTalk(ID, world());
            talk.look(asked(), NOON);
            assertThat(answers()).containsExactly(new Sent("session.96", excuse));
            stage.bus.drain();
        }
        robot =
                _ -> {
                    throw new IllegalStateException("broken");
                };
        new RobotTalk(ID, world()).look(asked(), NOON);
        assertThat(answers()).containsExactly(new Sent("session.96", excuse));
    }

    @Test
    void aRobotThatThinksTooLongIsExcused() {
        robot = _ -> Promise.<Answer>promise().future();
        new RobotTalk(ID, world(), Duration.ofMillis(50)).look(asked(), NOON);
        assertThat(answers()).isEmpty();
        Stage.await(stage.vertx.timer(300, TimeUnit.MILLISECONDS));
        assertThat(answers())
                .containsExactly(new Sent("session.96", answer(2, Robot.FALLBACK.text())));
    }

    @Test
    void anAnswerThatWasLostIsAskedForAgain() {
        begin(talkingToRobot());
        ask(say(CLIENT, "a"));
        stage.later(29);
        ask(new Tick());
        assertThat(questions).hasSize(1);
        stage.later(1);
        ask(new Tick());
        assertThat(questions).hasSize(2);
    }

    @Test
    void aSessionThatComesBackAsksWhatWasNotAnswered() {
        begin(asked());
        ask(new Tick());
        assertThat(questions).extracting(Question::text).containsExactly("q");
        assertThat(store.looks).containsExactly(NOON.plusSeconds(30));
    }

    @Test
    void theClockIsToldOfAQuestionByTheStatementThatStoresIt() {
        begin(talkingToRobot());
        ask(say(CLIENT, "a"));
        ask(answer(2, "A"));
        assertThat(journal.appends.get(0).lookAt()).isEqualTo(NOON.plusSeconds(30));
        assertThat(journal.appends.get(1).lookAt()).isNull();
    }

    @Test
    void nobodyIsAskedWherePeopleAnswer() {
        begin(talking());
        ask(say(CLIENT, "a"));
        assertThat(questions).isEmpty();
        assertThat(journal.appends.getFirst().lookAt()).isNull();
    }

    @Test
    void whoeverTookOverIsNotSpokenOverByTheRobot() {
        begin(talkingToRobot());
        ask(say(CLIENT, "a"));
        ask(takeOver(ANN));
        stage.askRefused(SESSION, answer(2, "A"), ErrorCode.NOT_A_PARTICIPANT);
    }

    private static SessionState asked() {
        return Session.evolve(talkingToRobot(), said(2, NOON, say(CLIENT, "q")));
    }

    private List<Sent> answers() {
        return stage.bus.sent().stream().filter(sent -> sent.what() instanceof Say).toList();
    }

    private SessionAnswer ask(SessionCommand command) {
        return stage.ask(SESSION, command);
    }

    private void begin(SessionState state) {
        stage.deploy(new SessionActor(ID, Stage.FENCE, FakeViews.named(LORI), state, world()));
    }

    private SessionActor.World world() {
        return new SessionActor.World(
                journal,
                store,
                new FakeSeats(),
                (_, _, _) -> Future.succeededFuture(),
                new FakeDirectory(),
                stage.queues(new FakeDirectory()),
                stage.bus,
                () -> stage.now,
                question -> {
                    questions.add(question);
                    return robot.apply(question);
                },
                new FakeViews());
    }
}
