package dev.deskbus.actor.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.TARGET;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.said;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.FakeDirectory;
import dev.deskbus.actor.FakeViews;
import dev.deskbus.actor.RecordingBus.Sent;
import dev.deskbus.actor.Stage;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.ConsoleEvent.SessionEnded;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSignalled;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.CallbackCommand.Pass;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueCommand.AgentTouched;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Message.Notice;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Done;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Signal;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionFixture;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.visitor.VisitorEvent;
import dev.deskbus.domain.visitor.VisitorEvent.AgentTypes;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.Robot;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import dev.deskbus.port.Written;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionActorTest {
    private static final SessionId ID = new SessionId(96);
    private static final Address<SessionCommand, SessionAnswer> SESSION = Addresses.session(ID);
    private static final Client LORIS = FakeViews.named(LORI);

    private final FakeViews views = new FakeViews();
    private static final Message HI = Message.Text.plain("hi");

    private final FakeJournal journal = new FakeJournal();
    private final FakeSessionStore store = new FakeSessionStore();
    private final FakeDirectory directory = new FakeDirectory();
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
    void aWordIsStoredThenShownThenAnswered() {
        begin(talking());
        assertThat(ask(say(CLIENT, "hi"))).isEqualTo(new Logged(2, NOON));
        assertThat(journal.appends)
                .containsExactly(
                        new Append(
                                Stage.FENCE,
                                talking().facts(),
                                1,
                                List.of(said(2, NOON, say(CLIENT, "hi"))),
                                List.of(),
                                null));
        assertThat(stage.bus.sent())
                .containsExactly(
                        new Sent("agent.ANN", new SessionSaid(ID, LORIS, CLIENT, HI, 2, NOON)),
                        logged(said(2, NOON, say(CLIENT, "hi"))));
    }

    @Test
    void anAgentsWordGoesToEveryAgentAndWakesTheLane() {
        begin(Session.evolve(talking(), new AgentJoined(2, NOON, BOB)));
        assertThat(ask(say(agent(ANN), "hi"))).isEqualTo(new Logged(3, NOON));
        var shown = new SessionSaid(ID, LORIS, agent(ANN), HI, 3, NOON);
        assertThat(stage.bus.sent())
                .containsExactly(
                        new Sent("agent.ANN", shown),
                        new Sent("agent.BOB", shown),
                        logged(said(3, NOON, say(agent(ANN), "hi"))),
                        new Sent("callback.wake", new Wake(LORI)));
        assertThat(journal.appends.getFirst().callbacks())
                .containsExactly(
                        new OutboxEntry(TARGET, new MessageSent(LORI, ID, ANN, HI, 3, NOON)));
    }

    @Test
    void nothingIsAnsweredOrShownBeforeTheJournalAnswers() {
        Promise<Appended> disk = Promise.promise();
        journal.prepare(disk.future());
        begin(talking());
        Future<SessionAnswer> first = stage.send(SESSION, say(CLIENT, "hi"));
        Future<SessionAnswer> second = stage.send(SESSION, say(CLIENT, "there"));
        Stage.await(stage.vertx.timer(50));
        assertThat(first.isComplete()).isFalse();
        assertThat(journal.appends).hasSize(1);
        assertThat(stage.bus.sent()).isEmpty();

        disk.complete(new Appended.Stored());

        assertThat(Stage.await(first)).isEqualTo(new Logged(2, NOON));
        assertThat(Stage.await(second)).isEqualTo(new Logged(3, NOON));
    }

    @Test
    void aRepeatInTheLogIsAnsweredFromItAndChangesNothing() {
        begin(talking());
        journal.prepare(Future.succeededFuture(new Appended.Repeated(1, NOON.minusSeconds(9))));
        assertThat(ask(say(CLIENT, "hi"))).isEqualTo(new Logged(1, NOON.minusSeconds(9)));
        assertThat(stage.bus.sent()).isEmpty();
        assertThat(ask(say(CLIENT, "new"))).isEqualTo(new Logged(2, NOON));
    }

    @Test
    void theSameWordsAShortWhileLaterAreNotWrittenAgain() {
        begin(talking());
        assertThat(ask(say(CLIENT, "hi", new MessageKey("a", "same"))))
                .isEqualTo(new Logged(2, NOON));
        stage.later(119);
        assertThat(ask(say(CLIENT, "hi", new MessageKey("b", "same"))))
                .isEqualTo(new Logged(2, NOON));
        assertThat(journal.appends).hasSize(1);
    }

    @Test
    void whatIsRefusedIsNotWritten() {
        begin(talking());
        stage.askRefused(SESSION, say(agent(BOB), "hi"), ErrorCode.NOT_A_PARTICIPANT);
        stage.askRefused(SESSION, say(CLIENT, " "), ErrorCode.TEXT_EMPTY);
        assertThat(journal.appends).isEmpty();
    }

    @Test
    void onceFencedItRefusesEverything() {
        begin(talking());
        journal.prepare(Future.succeededFuture(new Appended.Fenced()));
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.NOT_OWNER);
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.NOT_OWNER);
        assertThat(journal.appends).hasSize(1);
        assertThat(stage.bus.sent()).isEmpty();
    }

    @Test
    void afterAFailureTheLogIsReadAgain() {
        begin(talking());
        journal.prepare(Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "no disk")));
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.UNAVAILABLE);
        assertThat(stage.bus.sent()).isEmpty();
        store.log = Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "still no disk"));
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.UNAVAILABLE);
        assertThat(journal.appends).hasSize(1);

        logSays(Session.evolve(talking(), said(2, NOON, say(CLIENT, "hi"))));

        assertThat(ask(say(CLIENT, "again"))).isEqualTo(new Logged(3, NOON));
        assertThat(ask(say(CLIENT, "more"))).isEqualTo(new Logged(4, NOON));
        assertThat(store.loads).isEqualTo(2);
    }

    @Test
    void aSessionThatIsGoneIsUnknown() {
        begin(talking());
        journal.prepare(Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "no disk")));
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.UNAVAILABLE);
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.SESSION_UNKNOWN);
    }

    @Test
    void theEndIsShownToItsAgentsAndTheirQueues() {
        begin(talking());
        assertThat(ask(SessionFixture.close(CLIENT, "done"))).isEqualTo(new Logged(2, NOON));
        assertThat(stage.bus.sent())
                .containsExactly(
                        new Sent("agent.ANN", new SessionEnded(ID, LORIS, CLIENT, 2)),
                        new Sent("queue.1", new AgentTouched(ANN)),
                        new Sent("queue.2", new AgentTouched(ANN)),
                        logged(new Closed(2, NOON, CLIENT, "done")));
        assertThat(ask(SessionFixture.close(CLIENT, "done"))).isEqualTo(new Done());
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.SESSION_CLOSED);
        assertThat(journal.appends).hasSize(1);
    }

    @Test
    void theEndIsTheEndAlsoWithoutTheDirectory() {
        directory.isDown = true;
        begin(talking());
        assertThat(ask(SessionFixture.close(CLIENT, "done"))).isEqualTo(new Logged(2, NOON));
        assertThat(stage.bus.sent(AgentTouched.class)).isEmpty();
    }

    @Test
    void anIdleSessionIsWarnedThenClosedAndLookedAtInBetween() {
        begin(talking());
        stage.later(60);
        assertThat(ask(new Tick())).isEqualTo(new Done());
        stage.later(540);
        assertThat(ask(new Tick())).isEqualTo(new Logged(2, NOON.plusSeconds(600)));
        stage.later(600);
        assertThat(ask(new Tick())).isEqualTo(new Logged(3, NOON.plusSeconds(1200)));
        assertThat(store.looks).containsExactly(NOON.plusSeconds(600), NOON.plusSeconds(1200));
        assertThat(journal.appends)
                .extracting(append -> append.events().getFirst())
                .hasExactlyElementsOfTypes(IdleWarned.class, Closed.class);
        assertThat(stage.bus.sent(Wake.class)).hasSize(2);
        assertThat(stage.bus.sent(SessionEnded.class))
                .containsExactly(new SessionEnded(ID, LORIS, SYSTEM, 3));
    }

    @Test
    void whoeverWaitsForSomebodyElseIsNotIdle() {
        begin(talking());
        stage.later(1200);
        views.waiting = Optional.of(inLine(ID));
        assertThat(ask(new Tick())).isEqualTo(new Done());
        assertThat(journal.appends).isEmpty();
        assertThat(store.looks).containsExactly(NOON.plusSeconds(1230));
        views.waiting = Optional.of(inLine(new SessionId(1)));
        assertThat(ask(new Tick())).isEqualTo(new Logged(2, NOON.plusSeconds(1200)));
    }

    private static RequestView inLine(SessionId session) {
        return new RequestView(
                new RequestId(7),
                SessionFixture.LORI,
                new QueueId(1),
                RequestStatus.WAITING,
                1,
                session,
                null);
    }

    @Test
    void aSessionWithoutIdleRuleIsNeverLookedAtAgain() {
        begin(talking(SessionFixture.facts(IdleRule.NEVER, null)));
        assertThat(ask(new Tick())).isEqualTo(new Done());
        assertThat(store.looks).isEmpty();
    }

    @Test
    void aLookThatIsFencedEndsIt() {
        begin(talking());
        store.written = Written.FENCED;
        stage.askRefused(SESSION, new Tick(), ErrorCode.NOT_OWNER);
        stage.askRefused(SESSION, new Tick(), ErrorCode.NOT_OWNER);
        assertThat(store.looks).hasSize(1);
    }

    @Test
    void aLookAtARowThatIsClosedMakesItReadTheLog() {
        begin(talking());
        store.written = Written.CONFLICT;
        assertThat(ask(new Tick())).isEqualTo(new Done());
        logSays(Session.evolve(talking(), new Closed(2, NOON, SYSTEM, "x")));
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.SESSION_CLOSED);
    }

    @Test
    void theClientsSignalsAreShownOncePerSecondAndKind() {
        begin(talking());
        for (int i = 0; i < 3; i++) {
            assertThat(ask(signal(CLIENT, Signal.Kind.TYPING))).isEqualTo(new Done());
            assertThat(ask(signal(CLIENT, Signal.Kind.PREVIEW))).isEqualTo(new Done());
        }
        assertThat(stage.bus.drain())
                .containsExactly(
                        new Sent("agent.ANN", signalled(Signal.Kind.TYPING)),
                        new Sent("agent.ANN", signalled(Signal.Kind.PREVIEW)));
        stage.later(1);
        ask(signal(CLIENT, Signal.Kind.TYPING));
        assertThat(stage.bus.sent()).hasSize(1);
        assertThat(journal.appends).isEmpty();
    }

    @Test
    void theAgentsTypingPassesTheLaneOncePerFiveSeconds() {
        begin(talking());
        ask(signal(agent(ANN), Signal.Kind.TYPING));
        ask(signal(agent(ANN), Signal.Kind.PREVIEW));
        stage.later(4);
        ask(signal(agent(ANN), Signal.Kind.TYPING));
        var typing = new MessageSent(LORI, ID, ANN, new Notice(5, ""), 0, NOON);
        assertThat(stage.bus.drain())
                .containsExactly(
                        new Sent("client." + LORI.value(), new AgentTypes(ID, ANN)),
                        new Sent("callback.wake", new Pass(new OutboxEntry(TARGET, typing))));
        stage.later(1);
        ask(signal(agent(ANN), Signal.Kind.TYPING));
        assertThat(stage.bus.sent(Pass.class)).hasSize(1);
    }

    @Test
    void withoutATargetTypingGoesOnlyToTheClientsSockets() {
        begin(talking(SessionFixture.facts(IdleRule.NEVER, null)));
        assertThat(ask(signal(agent(ANN), Signal.Kind.TYPING))).isEqualTo(new Done());
        stage.askRefused(SESSION, signal(SYSTEM, Signal.Kind.TYPING), ErrorCode.NOT_A_PARTICIPANT);
        assertThat(stage.bus.sent())
                .containsExactly(new Sent("client." + LORI.value(), new AgentTypes(ID, ANN)));
    }

    @Test
    void theFactoryMakesWhatTheLogKnows() {
        SessionActors actors = new SessionActors(world(), new FakeViews());
        assertThat(actors.prefix()).isEqualTo("session.");
        for (String unknown : List.of("96", "", "x", "-1", "99999999999999999999")) {
            assertThat(Stage.await(actors.make(unknown, Stage.FENCE).transform(this::code)))
                    .isEqualTo(ErrorCode.SESSION_UNKNOWN);
        }
        logSays(talking());
        stage.deploy(Stage.await(actors.make("96", Stage.FENCE)));
        ask(say(CLIENT, "hi"));
        assertThat(stage.bus.sent(SessionSaid.class))
                .singleElement()
                .extracting(SessionSaid::client)
                .isEqualTo(LORIS);
    }

    private Future<ErrorCode> code(AsyncResult<?> result) {
        return Future.succeededFuture(((Refusal) result.cause()).code());
    }

    private SessionAnswer ask(SessionCommand command) {
        return stage.ask(SESSION, command);
    }

    private void begin(SessionState state) {
        stage.deploy(new SessionActor(ID, Stage.FENCE, LORIS, state, world()));
    }

    private SessionActor.World world() {
        return new SessionActor.World(
                journal,
                store,
                new FakeSeats(),
                (_, _, _) -> Future.succeededFuture(),
                directory,
                stage.queues(directory),
                stage.bus,
                () -> stage.now,
                Robot.IGNORANT,
                views);
    }

    private void logSays(SessionState state) {
        store.log = Future.succeededFuture(Optional.of(state));
    }

    private static Sent logged(SessionEvent event) {
        return new Sent("client." + LORI.value(), new VisitorEvent.Logged(ID, event));
    }

    private static Signal signal(Party by, Signal.Kind kind) {
        return new Signal(by, kind, "so far");
    }

    private static SessionSignalled signalled(Signal.Kind kind) {
        return new SessionSignalled(ID, LORIS, kind, "so far");
    }
}
