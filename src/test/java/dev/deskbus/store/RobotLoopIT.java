package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueAnswer.Accepted;
import dev.deskbus.domain.queue.QueueAnswer.Enqueued;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueCommand.Enqueue;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.Rate;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.Robot.Answer;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Robots, people and owners with real actors on a real database. */
class RobotLoopIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AgentId ELITE = new AgentId("SELITE");
    private static final AgentId BOT = new AgentId("BOT001");

    private Desk desk;
    private LoopBus bus;
    private PgConversationViews views;
    private ClientId client;
    private volatile boolean isRobotAway;

    @BeforeAll
    static void install() {
        LoopBus.install(db);
    }

    @BeforeEach
    void open() {
        desk = new Desk(db);
        views = new PgConversationViews(db.pg(), desk.json);
        client = desk.visitor();
        bus =
                new LoopBus(
                        db,
                        desk,
                        question ->
                                isRobotAway
                                        ? Future.future(_ -> {})
                                        : Future.succeededFuture(
                                                new Answer(
                                                        Text.plain("A:" + question.text()), true)));
    }

    @AfterEach
    void end() {
        db.await(bus.end());
        db.awaitQuiet();
    }

    @Test
    void aRobotAnswersThenAPersonTakesTheVerySameSessionOver() {
        SessionId talk = begin(3);
        say(talk, "几点上班");
        until(() -> words(talk).equals(List.of("几点上班", "A:几点上班")));
        arrive("SELITE");

        assertThat(transfer(talk)).isInstanceOf(Enqueued.class);

        until(() -> view(talk).agents().equals(List.of(ELITE)));
        assertThat(view(talk).kind()).isEqualTo(SessionKind.HUMAN);
        assertThat(view(talk).queue()).isEqualTo(new QueueId(1));
        until(() -> !assigned().isEmpty());
        assertThat(assigned().getLast().earlier())
                .extracting(said -> ((Text) said.message()).text())
                .containsExactly("几点上班", "A:几点上班");
        assertThat(desk.texts("select kind from callback order by n"))
                .containsExactly(
                        "SessionStarted", "MessageSent", "RequestStatusChanged", "AgentsChanged");
        ask(talk, say(new Party.OfAgent(ELITE), "您好"));
        say(talk, "谢谢");
        close(talk);
        assertThat(words(talk)).containsExactly("几点上班", "A:几点上班", "您好", "谢谢");
        assertThat(desk.count("agent_slot where session_id is not null")).isZero();
        ask(talk, new Rate(new MessageKey("r", null), client, new Rating(1, "好", null)));
        assertThat(desk.text("select agent_id || ' ' || rating_id from rating"))
                .isEqualTo("SELITE 1");
    }

    @Test
    void aHandoverThatNobodyIsToldOfIsFoundByTheClock() {
        bus.loses = command -> command instanceof TakeOver;
        SessionId talk = begin(3);
        arrive("SELITE");
        transfer(talk);
        until(() -> desk.count("agent_slot where session_id is not null") == 1);
        assertThat(view(talk).agents()).containsExactly(BOT);

        ask(talk, new SessionCommand.Tick());

        assertThat(view(talk).agents()).containsExactly(ELITE);
    }

    @Test
    void aQuestionThatDiedWithItsNodeIsAskedAgain() {
        isRobotAway = true;
        SessionId talk = begin(3);
        say(talk, "多久发货");
        db.await(bus.forget());
        isRobotAway = false;

        ask(talk, new SessionCommand.Tick());

        until(() -> words(talk).equals(List.of("多久发货", "A:多久发货")));
    }

    @Test
    void whoEndsTheTalkNoLongerWaitsForAPerson() {
        SessionId talk = begin(3);
        RequestId request = ((Enqueued) transfer(talk)).request();

        close(talk);

        until(() -> status(request).equals("CANCELED_BY_CLIENT"));
        arrive("SELITE");
        ask(new QueueCommand.Tick());
        assertThat(desk.count("agent_slot where session_id is not null")).isZero();
    }

    /** Whatever is lost, the queue's own clock ends it. */
    @Test
    void whoEndsTheTalkWithoutTheQueueBeingToldIsDroppedByTheClock() {
        bus.loses = command -> command instanceof QueueCommand.Cancel;
        SessionId talk = begin(3);
        RequestId request = ((Enqueued) transfer(talk)).request();
        close(talk);

        ask(new QueueCommand.Tick());

        assertThat(status(request)).isEqualTo("DROPPED");
    }

    @Test
    void aDedicatedAgentIsThereThoughItIsNot() {
        db.sql("update client set owner_agent = 'SELITE' where id = '" + client + "'");
        SessionId talk = begin(4);
        say(talk, "在吗");
        assertThat(view(talk).agents()).containsExactly(ELITE);
        assertThat(view(talk).kind()).isEqualTo(SessionKind.DEDICATED);
        assertThat(db.await(views.findTalks(ELITE))).hasSize(1);
        assertThat(desk.count("agent_slot where session_id is not null")).isZero();
    }

    private SessionId begin(long queue) {
        return ((Accepted) db.await(bus.ask(Addresses.queue(new QueueId(queue)), enqueue(null))))
                .session();
    }

    private QueueAnswer transfer(SessionId talk) {
        return ask(enqueue(talk));
    }

    private void close(SessionId talk) {
        ask(talk, new Close(new CommandId("close"), new Party.OfClient(client), "done"));
    }

    private QueueAnswer ask(QueueCommand command) {
        return db.await(bus.ask(Addresses.queue(new QueueId(1)), command));
    }

    private void ask(SessionId talk, SessionCommand command) {
        db.await(bus.ask(Addresses.session(talk), command));
    }

    private void say(SessionId talk, String text) {
        ask(talk, say(new Party.OfClient(client), text));
    }

    private static Say say(Party speaker, String text) {
        return new Say(speaker, Text.plain(text), new MessageKey(text, null), null, null);
    }

    private Enqueue enqueue(SessionId talk) {
        return new Enqueue(
                new CommandId(UUID.randomUUID().toString()),
                new RequestOrigin(client, null, "APP", null, null, Desk.TARGET, talk, null),
                0);
    }

    private void arrive(String agent) {
        db.sql(
                "update agent_presence set present = true, status = 1, node_id = 'node1'"
                        + " where agent_id = '"
                        + agent
                        + "'");
        ask(new QueueCommand.AgentTouched(new AgentId(agent)));
    }

    private String status(RequestId request) {
        return desk.text("select status from chat_request where id = " + request.value());
    }

    private SessionView view(SessionId talk) {
        return db.await(views.findSession(talk)).orElseThrow();
    }

    private List<String> words(SessionId talk) {
        return db.await(views.findSaid(talk, 0, 100)).stream()
                .map(said -> ((Text) said.message()).text())
                .toList();
    }

    private List<SessionAssigned> assigned() {
        return bus.published.stream()
                .filter(SessionAssigned.class::isInstance)
                .map(SessionAssigned.class::cast)
                .toList();
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
