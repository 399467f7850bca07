package dev.deskbus.actor.session;

import static dev.deskbus.domain.session.SessionFixture.ANN;
import static dev.deskbus.domain.session.SessionFixture.BOT;
import static dev.deskbus.domain.session.SessionFixture.CLIENT;
import static dev.deskbus.domain.session.SessionFixture.LORI;
import static dev.deskbus.domain.session.SessionFixture.NOON;
import static dev.deskbus.domain.session.SessionFixture.SYSTEM;
import static dev.deskbus.domain.session.SessionFixture.TARGET;
import static dev.deskbus.domain.session.SessionFixture.agent;
import static dev.deskbus.domain.session.SessionFixture.rate;
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
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.agent.ConsoleEvent.SessionClientChanged;
import dev.deskbus.domain.agent.ConsoleEvent.SessionSaid;
import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.Callback.MessageSent;
import dev.deskbus.domain.callback.Callback.RatingPushed;
import dev.deskbus.domain.callback.CallbackCommand.Wake;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueCommand.Cancel;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionAnswer.Done;
import dev.deskbus.domain.session.SessionAnswer.Logged;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.PushRating;
import dev.deskbus.domain.session.SessionCommand.Rebind;
import dev.deskbus.domain.session.SessionCommand.Tick;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionFixture;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.Robot;
import dev.deskbus.port.SessionJournal.Appended;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session changes hands, its client turns out to be another one, it is rated. */
class SessionChangesTest {
    private static final SessionId ID = new SessionId(96);
    private static final Address<SessionCommand, SessionAnswer> SESSION = Addresses.session(ID);
    private static final ClientId VIP = new ClientId("vip");
    private static final Rebind REBIND =
            new Rebind(new CommandId("r"), LORI, VIP, new TokenKey("t"));

    private final FakeJournal journal = new FakeJournal();
    private final FakeSessionStore store = new FakeSessionStore();
    private final FakeViews views = new FakeViews();
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
    void whoTakesOverSeesWhatWasSaidAndTheThirdPartyWhoIsThere() {
        List<Said> earlier = List.of(said(2, NOON, say(CLIENT, "q")));
        store.said = Future.succeededFuture(earlier);
        begin(talkingToRobot());
        assertThat(ask(takeOver(ANN))).isEqualTo(new Logged(2, NOON));
        assertThat(stage.bus.sent())
                .filteredOn(sent -> !sent.to().startsWith("client."))
                .containsExactlyInAnyOrder(
                        new Sent(
                                "agent.ANN",
                                new SessionAssigned(
                                        ID,
                                        FakeViews.named(LORI),
                                        ANN,
                                        List.of(),
                                        2,
                                        NOON,
                                        earlier)),
                        new Sent("callback.wake", new Wake(LORI)));
        assertThat(callbacks())
                .containsExactly(
                        new OutboxEntry(
                                TARGET,
                                new AgentsChanged(
                                        LORI,
                                        ID,
                                        List.of(ANN),
                                        new Callback.Move(Callback.Move.Kind.TRANSFER, ANN))));
        assertThat(ask(takeOver(ANN))).isEqualTo(new Done());
    }

    @Test
    void whatCannotBeReadIsNotShownButTheSessionIs() {
        store.said = Future.failedFuture("no disk");
        begin(talkingToRobot());
        ask(takeOver(ANN));
        assertThat(stage.bus.sent(SessionAssigned.class))
                .singleElement()
                .extracting(SessionAssigned::earlier)
                .isEqualTo(List.of());
    }

    @Test
    void theClockFindsAHandoverThatNobodyToldOf() {
        store.handover = Future.succeededFuture(Optional.of(takeOver(ANN)));
        begin(talkingToRobot());
        stage.later(1200);
        ask(new Tick());
        assertThat(journal.appends.getFirst().events())
                .hasExactlyElementsOfTypes(SessionTransferred.class);
        assertThat(journal.appends.stream().flatMap(append -> append.events().stream()))
                .noneMatch(Closed.class::isInstance);
    }

    @Test
    void wherePeopleAnswerTheClockAsksForNoHandover() {
        store.handover = Future.failedFuture("not asked");
        begin(talking());
        assertThat(ask(new Tick())).isEqualTo(new Done());
    }

    @Test
    void whoEndsItNoLongerWaitsForAPerson() {
        waitsForAPerson();
        begin(talkingToRobot());
        ask(SessionFixture.close(CLIENT, "done"));
        assertThat(stage.bus.sent())
                .contains(new Sent("queue.1", new Cancel(new RequestId(7), LORI)));
    }

    @Test
    void whenItEndsForSilenceTheQueueIsToldToLook() {
        waitsForAPerson();
        begin(talkingToRobot());
        ask(SessionFixture.close(SYSTEM, Session.IDLE));
        assertThat(stage.bus.sent()).contains(new Sent("queue.1", new QueueCommand.Tick()));
        assertThat(stage.bus.sent(Cancel.class)).isEmpty();
    }

    @Test
    void aSessionIsRatedAlsoAfterItsEnd() {
        begin(Session.evolve(talking(), new Closed(2, NOON, SYSTEM, "x")));
        assertThat(ask(rate(1))).isEqualTo(new Logged(3, NOON));
        stage.later(7 * 86_400);
        stage.askRefused(SESSION, rate(1), ErrorCode.SESSION_UNKNOWN);
    }

    @Test
    void anAgentAsksForARating() {
        begin(talking());
        ask(new PushRating(new CommandId("p"), ANN));
        assertThat(callbacks())
                .containsExactly(new OutboxEntry(TARGET, new RatingPushed(LORI, ID, ANN)));
    }

    @Test
    void fromThenOnEverybodyHearsOfTheNewClient() {
        begin(talking());
        assertThat(ask(REBIND)).isEqualTo(new Logged(2, NOON));
        assertThat(stage.bus.drain())
                .filteredOn(sent -> !sent.to().startsWith("client."))
                .containsExactly(
                        new Sent(
                                "agent.ANN",
                                new SessionClientChanged(
                                        ID, FakeViews.named(LORI), FakeViews.named(VIP), 2, NOON)));
        ask(say(new Party.OfClient(VIP), "hi"));
        assertThat(stage.bus.sent(SessionSaid.class))
                .singleElement()
                .extracting(SessionSaid::client)
                .isEqualTo(FakeViews.named(VIP));
        ask(say(agent(ANN), "hello"));
        assertThat(stage.bus.sent(Wake.class)).containsExactly(new Wake(VIP));
        assertThat(callbacks())
                .singleElement()
                .extracting(entry -> ((MessageSent) entry.callback()).client())
                .isEqualTo(VIP);
    }

    @Test
    void aClientThatNobodyKnowsIsRefused() {
        begin(talking());
        stage.askRefused(
                SESSION,
                new Rebind(new CommandId("r"), LORI, new ClientId("nobody"), new TokenKey("t")),
                ErrorCode.CLIENT_UNKNOWN);
        assertThat(journal.appends).isEmpty();
    }

    @Test
    void aClientThatWaitsIsRefused() {
        views.waiting = Optional.of(request());
        begin(talking());
        stage.askRefused(SESSION, REBIND, ErrorCode.CLIENT_BUSY);
        assertThat(journal.appends).isEmpty();
    }

    @Test
    void theSameClientIsNoChange() {
        begin(talking());
        assertThat(ask(new Rebind(new CommandId("r"), LORI, LORI, new TokenKey("t"))))
                .isEqualTo(new Done());
        assertThat(stage.bus.sent()).isEmpty();
    }

    @Test
    void afterAnUnknownOutcomeTheClientIsWhoTheLogSays() {
        begin(talking());
        journal.prepare(Future.failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "no answer")));
        stage.askRefused(SESSION, REBIND, ErrorCode.UNAVAILABLE);
        SessionState changed = talking();
        for (var event : Session.decide(changed, REBIND, NOON)) {
            changed = Session.evolve(changed, event);
        }
        store.log = Future.succeededFuture(Optional.of(changed));
        ask(say(new Party.OfClient(VIP), "hi"));
        assertThat(stage.bus.sent(SessionSaid.class))
                .singleElement()
                .extracting(SessionSaid::client)
                .isEqualTo(FakeViews.named(VIP));
    }

    @Test
    void nothingIsShownBeforeItIsStored() {
        Promise<Appended> disk = Promise.promise();
        journal.prepare(disk.future());
        begin(talkingToRobot());
        Future<SessionAnswer> answer = stage.send(SESSION, takeOver(ANN));
        Stage.await(stage.vertx.timer(50));
        assertThat(stage.bus.sent()).isEmpty();
        disk.complete(new Appended.Stored());
        Stage.await(answer);
        assertThat(stage.bus.sent(SessionAssigned.class)).hasSize(1);
    }

    private void waitsForAPerson() {
        store.request = Future.succeededFuture(Optional.of(request()));
    }

    private static RequestView request() {
        return new RequestView(
                new RequestId(7), LORI, new QueueId(1), RequestStatus.WAITING, 1, ID, BOT);
    }

    private List<OutboxEntry> callbacks() {
        return journal.appends.stream().flatMap(append -> append.callbacks().stream()).toList();
    }

    private SessionAnswer ask(SessionCommand command) {
        return stage.ask(SESSION, command);
    }

    private void begin(SessionState state) {
        var world =
                new SessionActor.World(
                        journal,
                        store,
                        new FakeSeats(),
                        (_, _, _) -> Future.succeededFuture(),
                        new FakeDirectory(),
                        stage.queues(new FakeDirectory()),
                        stage.bus,
                        () -> stage.now,
                        Robot.IGNORANT,
                        views);
        stage.deploy(new SessionActor(ID, Stage.FENCE, FakeViews.named(LORI), state, world));
    }
}
