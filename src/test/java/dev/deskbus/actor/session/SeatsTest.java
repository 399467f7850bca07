package dev.deskbus.actor.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOB;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.PEOPLES_IDLE;
import static dev.deskbus.domain.session.SessionFixture.TARGET;
import static dev.deskbus.domain.session.SessionFixture.say;
import static dev.deskbus.domain.session.SessionFixture.talking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.actor.FakeDirectory;
import dev.deskbus.actor.FakeViews;
import dev.deskbus.actor.RecordingBus.Sent;
import dev.deskbus.actor.Stage;
import dev.deskbus.bus.Address;
import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAgentsChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionLeft;
import dev.deskbus.domain.agent.ConsoleEvent.SessionMoved;
import dev.deskbus.domain.agent.ConsoleEvent.SessionRead;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.agent.ConsoleEvent.SessionWhispered;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueCommand.LineChanged;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionCommand.Watch;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.Robot;
import dev.deskbus.port.SessionSeats.Seating;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a session actor lets its session change hands, and whom it tells. */
class SeatsTest {
    private static final SessionId ID = new SessionId(96);
    private static final Address<SessionCommand, SessionAnswer> SESSION = Addresses.session(ID);
    private static final AgentId BOSS = new AgentId("BOSS");
    private static final Client LORIS = FakeViews.named(LORI);
    private static final RequestId SEVEN = new RequestId(7);

    private final Stage stage = new Stage();
    private final FakeJournal journal = new FakeJournal();
    private final FakeSessionStore store = new FakeSessionStore();
    private final FakeSeats seats = new FakeSeats();
    private final List<String> marks = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aTransferTakesASlotAndEverybodyIsTold() {
        begin(talking());

        assertThat(ask(new Transfer(by(ANN), BOB))).isEqualTo(new Logged(2, NOON));

        assertThat(seats.done).containsExactly("seat BOB");
        assertThat(seats.steps.getFirst().lastSeq()).isEqualTo(1);
        assertThat(seats.steps.getFirst().callbacks())
                .containsExactly(
                        new OutboxEntry(
                                TARGET,
                                new Callback.AgentsChanged(
                                        LORI,
                                        ID,
                                        List.of(BOB),
                                        new Callback.Move(Callback.Move.Kind.TRANSFER, BOB))));
        assertThat(journal.appends).isEmpty();
        assertThat(stage.bus.sent())
                .contains(
                        new Sent(
                                "agent.BOB",
                                new SessionAssigned(ID, LORIS, BOB, List.of(), 2, NOON, List.of())),
                        new Sent("agent.ANN", new SessionLeft(ID, LORIS, ANN, ANN, BOB, 2, NOON)),
                        new Sent("event.tenant.1", new SessionMoved(ID, LORIS, ANN, BOB, NOON)));
        stage.askRefused(SESSION, new Transfer(other(ANN), BOB), ErrorCode.NOT_A_PARTICIPANT);
    }

    @Test
    void theSameActIsDoneOnce() {
        begin(talking());
        seats.acts.put(new CommandId("act"), new Logged(5, NOON));

        assertThat(ask(new Transfer(by(ANN), BOB))).isEqualTo(new Logged(5, NOON));

        assertThat(seats.done).isEmpty();
    }

    @Test
    void whatTheRowsRefuseChangesNothing() {
        begin(talking());
        refuses(new Seating.AgentFull(), ErrorCode.AGENT_FULL);
        refuses(new Seating.AgentAbsent(), ErrorCode.AGENT_UNAVAILABLE);
        refuses(new Seating.AgentUnknown(), ErrorCode.AGENT_UNKNOWN);
        assertThat(store.loads).isZero();
        assertThat(ask(new Leave(by(BOSS)), ErrorCode.NOT_A_PARTICIPANT)).isTrue();
        store.log = Future.succeededFuture(Optional.of(talking()));
        refuses(new Seating.Overtaken(), ErrorCode.REQUEST_TAKEN);
        assertThat(ask(new Transfer(by(ANN), BOB))).isInstanceOf(Logged.class);
        assertThat(store.loads).as("read again before the next step").isEqualTo(1);
    }

    @Test
    void whoIsFencedSaysSo() {
        begin(talking());
        refuses(new Seating.Fenced(), ErrorCode.NOT_OWNER);
        stage.askRefused(SESSION, say(CLIENT, "hi"), ErrorCode.NOT_OWNER);
    }

    @Test
    void onlyASupervisorItselfMayHaveMoreThanItsCapacity() {
        begin(talking());
        ask(new Join(boss("1"), BOB));
        ask(new Join(boss("2"), BOSS));
        ask(new Transfer(boss("3"), BOSS));
        assertThat(seats.done).containsExactly("seat BOB", "beyond BOSS", "beyond BOSS");
    }

    @Test
    void whoComesSeesWhatWasSaidAndTheOthersSeeWhoComesAndGoes() {
        begin(talking());
        ask(new Join(by(ANN), BOB));
        assertThat(stage.bus.sent())
                .contains(
                        new Sent(
                                "agent.ANN",
                                new SessionAgentsChanged(ID, LORIS, List.of(ANN, BOB), 2, NOON)));
        assertThat(stage.bus.sent(SessionAssigned.class))
                .singleElement()
                .extracting(SessionAssigned::agent)
                .isEqualTo(BOB);

        ask(new Leave(other(ANN)));

        assertThat(journal.appends)
                .singleElement()
                .satisfies(
                        append ->
                                assertThat(append.events())
                                        .containsExactly(new AgentLeft(3, NOON, ANN, other(ANN))));
        assertThat(stage.bus.sent())
                .contains(
                        new Sent("agent.ANN", new SessionLeft(ID, LORIS, ANN, ANN, null, 3, NOON)),
                        new Sent(
                                "agent.BOB",
                                new SessionAgentsChanged(ID, LORIS, List.of(BOB), 3, NOON)));
        assertThat(stage.bus.sent(SessionMoved.class)).isEmpty();
    }

    @Test
    void backInTheLineItsAgentsHearWhatIsSaidMeanwhile() {
        begin(talking());

        ask(new GiveBack(by(ANN), SEVEN, null));
        ask(say(CLIENT, "hello?"));

        assertThat(seats.done).containsExactly("give back 7 [ANN]");
        assertThat(stage.bus.sent())
                .contains(
                        new Sent("queue.1", new LineChanged()),
                        new Sent("agent.ANN", new SessionLeft(ID, LORIS, ANN, ANN, null, 2, NOON)),
                        new Sent("event.tenant.1", new SessionMoved(ID, LORIS, ANN, null, NOON)),
                        new Sent(
                                "event.queue.1",
                                new RequestWaiting(
                                        new QueueId(1),
                                        SEVEN,
                                        LORIS,
                                        null,
                                        0,
                                        0,
                                        List.of(Message.Text.plain("hello?")),
                                        NOON)));
    }

    @Test
    void theLineGivesItToSomebodyThoughTheHintIsLost() {
        begin(talking());
        ask(new GiveBack(by(ANN), SEVEN, null));
        store.request = Future.succeededFuture(Optional.of(waits()));
        assertThat(ask(new Tick())).isEqualTo(new SessionAnswer.Done());
        store.request = Future.succeededFuture(Optional.empty());
        store.handover =
                Future.succeededFuture(
                        Optional.of(
                                new TakeOver(
                                        SEVEN,
                                        BOB,
                                        new QueueId(1),
                                        SessionKind.HUMAN,
                                        PEOPLES_IDLE)));

        ask(new Tick());

        assertThat(written())
                .containsExactly(
                        new SessionTransferred(
                                3, NOON, BOB, new QueueId(1), SessionKind.HUMAN, PEOPLES_IDLE));
    }

    @Test
    void whoseRequestIsGoneIsClosed() {
        begin(talking());
        ask(new GiveBack(by(ANN), SEVEN, null));

        ask(new Tick());

        assertThat(written())
                .singleElement()
                .isInstanceOfSatisfying(
                        Closed.class,
                        closed -> assertThat(closed.reason()).isEqualTo(Session.ABANDONED));
    }

    @Test
    void whoReadsIsMarkedAndTheOthersSeeThat() {
        begin(talking());
        ask(say(CLIENT, "hi"));
        assertThat(ask(new Read(ANN))).isEqualTo(new SessionAnswer.Done());
        assertThat(marks).containsExactly("ANN 2");
        assertThat(stage.bus.sent())
                .contains(new Sent("agent.ANN", new SessionRead(ID, LORIS, ANN, 2, NOON)));
        assertThat(written()).as("no word of the log").hasSize(1);
    }

    @Test
    void aSupervisorWatchesAndWhispers() {
        begin(talking());
        ask(new Watch(boss("1"), true));
        ask(new Whisper(boss("2"), "be kind"));
        ask(say(CLIENT, "hi"));
        assertThat(seats.done).as("no slot is needed for that").isEmpty();
        assertThat(stage.bus.sent())
                .contains(
                        new Sent(
                                "agent.BOSS",
                                new SessionAssigned(
                                        ID, LORIS, BOSS, List.of(), 2, NOON, List.of())),
                        new Sent(
                                "agent.ANN",
                                new SessionWhispered(ID, LORIS, BOSS, "be kind", 3, NOON)));
        assertThat(
                        stage.bus.sent().stream()
                                .filter(sent -> sent.what() instanceof SessionSaid)
                                .map(Sent::to))
                .containsExactly("agent.ANN", "agent.BOSS");
        assertThat(journal.appends).allMatch(append -> append.callbacks().isEmpty());
    }

    private List<SessionEvent> written() {
        return journal.appends.stream().flatMap(append -> append.events().stream()).toList();
    }

    private void refuses(Seating seating, ErrorCode code) {
        seats.prepare(Future.succeededFuture(seating));
        stage.askRefused(SESSION, new Transfer(by(ANN), BOB), code);
    }

    private boolean ask(SessionCommand command, ErrorCode code) {
        stage.askRefused(SESSION, command, code);
        return true;
    }

    private SessionAnswer ask(SessionCommand command) {
        return stage.ask(SESSION, command);
    }

    private static RequestView waits() {
        return new RequestView(SEVEN, LORI, new QueueId(1), RequestStatus.WAITING, 1, ID, null);
    }

    private static Act by(AgentId agent) {
        return new Act(new CommandId("act"), agent, Authority.PARTICIPANT);
    }

    private static Act other(AgentId agent) {
        return new Act(new CommandId("other"), agent, Authority.PARTICIPANT);
    }

    private static Act boss(String id) {
        return new Act(new CommandId(id), BOSS, Authority.SUPERVISOR);
    }

    private void begin(SessionState state) {
        var world =
                new SessionActor.World(
                        journal,
                        store,
                        seats,
                        (_, agent, upTo) -> {
                            marks.add(agent + " " + upTo);
                            return Future.succeededFuture();
                        },
                        new FakeDirectory(),
                        stage.queues(new FakeDirectory()),
                        stage.bus,
                        () -> stage.now,
                        Robot.IGNORANT,
                        new FakeViews());
        stage.deploy(new SessionActor(ID, Stage.FENCE, LORIS, state, world));
    }
}
