package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.bus.Addresses;
import dev.deskbus.domain.agent.ConsoleEvent.RequestWaiting;
import dev.deskbus.domain.agent.ConsoleEvent.SessionAssigned;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueAnswer;
import dev.deskbus.domain.queue.QueueCommand;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Act;
import dev.deskbus.domain.session.Act.Authority;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionAnswer;
import dev.deskbus.domain.session.SessionCommand;
import dev.deskbus.domain.session.SessionCommand.Acting;
import dev.deskbus.domain.session.SessionCommand.Close;
import dev.deskbus.domain.session.SessionCommand.Edit;
import dev.deskbus.domain.session.SessionCommand.GiveBack;
import dev.deskbus.domain.session.SessionCommand.Join;
import dev.deskbus.domain.session.SessionCommand.Leave;
import dev.deskbus.domain.session.SessionCommand.Read;
import dev.deskbus.domain.session.SessionCommand.Revoke;
import dev.deskbus.domain.session.SessionCommand.Say;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionCommand.Transfer;
import dev.deskbus.domain.session.SessionCommand.Watch;
import dev.deskbus.domain.session.SessionCommand.Whisper;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.Robot;
import dev.deskbus.port.SessionView;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions that change hands, with real actors on a real database (docs/decisions/0070). */
class SessionsChangeHandsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AtomicLong NUMBERS = new AtomicLong(50_000);

    private Desk desk;
    private LoopBus bus;
    private PgConversationViews views;
    private ClientId client;
    private SessionId talk;

    @BeforeAll
    static void install() {
        LoopBus.install(db);
    }

    @BeforeEach
    void open() {
        desk = new Desk(db);
        views = new PgConversationViews(db.pg(), desk.json);
        bus = new LoopBus(db, desk, Robot.IGNORANT);
        List.of("SELITE", "AE1EA", "000169", "BOSS1").forEach(SessionsChangeHandsIT::arrive);
        client = desk.visitor();
        talk = desk.talk(2, client, "SELITE").session();
        db.sql("delete from callback");
    }

    @AfterEach
    void end() {
        db.await(bus.forget());
    }

    @Test
    void aSlotIsTakenAndOneIsGivenBackInTheSameStep() {
        say("你好");

        act(new Transfer(by("SELITE"), agent("AE1EA")));

        assertThat(slots()).containsExactly("AE1EA");
        assertThat(seated()).containsExactly("AE1EA");
        assertThat(view().agents()).containsExactly(agent("AE1EA"));
        assertThat(view().open()).isTrue();
        assertThat(callbacks()).containsExactly("AgentsChanged AE1EA");
        until(() -> !assigned().isEmpty());
        assertThat(assigned().getLast().earlier())
                .extracting(said -> ((Text) said.message()).text())
                .containsExactly("你好");
        assertThat(desk.count("audit")).isZero();
    }

    @Test
    void theSameActIsDoneOnceThoughItsNodeEnds() {
        Acting transfer = new Transfer(by("SELITE"), agent("AE1EA"));
        SessionAnswer first = act(transfer);
        assertThat(act(transfer)).isEqualTo(first);
        db.await(bus.forget());
        assertThat(act(transfer)).isEqualTo(first);
        assertThat(desk.count("session_event where kind = 'SessionTransferred'")).isEqualTo(1);
        assertThat(slots()).containsExactly("AE1EA");
    }

    @Test
    void whoCannotHaveItDoesNotGetIt() {
        for (int i = 0; i < 5; i++) {
            desk.talk(2, desk.visitor(), "AE1EA");
        }
        db.sql("update agent_presence set status = 0 where agent_id = '000169'");
        db.sql(
                "insert into agent_presence (agent_id, present, status) values ('OTHER1', true, 1)"
                        + " on conflict (agent_id) do update set present = true, status = 1");
        refused(new Transfer(by("SELITE"), agent("AE1EA")), ErrorCode.AGENT_FULL);
        refused(new Transfer(by("SELITE"), agent("000169")), ErrorCode.AGENT_UNAVAILABLE);
        refused(new Transfer(by("SELITE"), agent("GONE01")), ErrorCode.AGENT_UNAVAILABLE);
        refused(new Transfer(by("SELITE"), agent("OTHER1")), ErrorCode.AGENT_UNKNOWN);
        refused(new Transfer(by("SELITE"), agent("BOT001")), ErrorCode.AGENT_UNKNOWN);
        refused(new Transfer(by("SELITE"), agent("NOBODY")), ErrorCode.AGENT_UNKNOWN);
        refused(new Transfer(by("SELITE"), agent("SELITE")), ErrorCode.AGENT_NOT_ELIGIBLE);
        assertThat(seated()).containsExactly("SELITE");
        assertThat(desk.count("session_event where kind <> 'AgentJoined'")).isZero();
        assertThat(callbacks()).isEmpty();
    }

    /** Each wants to give its session to the other, who has one slot left. */
    @Test
    void whoeverIsHandedMoreThanFitsStaysWithinItsCapacity() {
        for (int i = 0; i < 4; i++) {
            desk.talk(2, desk.visitor(), "AE1EA");
        }
        List<SessionId> talks =
                List.of(
                        talk,
                        desk.talk(2, desk.visitor(), "SELITE").session(),
                        desk.talk(2, desk.visitor(), "000169").session());
        List<Future<Object>> all =
                talks.stream()
                        .map(
                                each ->
                                        bus.ask(
                                                        Addresses.session(each),
                                                        new Transfer(boss(), agent("AE1EA")))
                                                .<Object>map(answer -> answer)
                                                .otherwise(failure -> failure))
                        .toList();
        List<Object> results = all.stream().map(db::await).toList();
        assertThat(results).filteredOn(ReplyException.class::isInstance).hasSize(2);
        assertThat(desk.count("agent_slot where agent_id = 'AE1EA' and session_id is not null"))
                .isEqualTo(5);
        assertThat(desk.count("audit where act = 'SessionTransferred'")).isEqualTo(1);
    }

    @Test
    void twoWhoSwapTheirSessionsDoNotLockEachOther() {
        SessionId other = desk.talk(2, desk.visitor(), "AE1EA").session();
        for (int i = 0; i < 10; i++) {
            String one = i % 2 == 0 ? "SELITE" : "AE1EA";
            String two = i % 2 == 0 ? "AE1EA" : "SELITE";
            Future<SessionAnswer> there = ask(talk, new Transfer(by(one), agent(two)));
            Future<SessionAnswer> back = ask(other, new Transfer(by(two), agent(one)));
            db.await(there);
            db.await(back);
        }
        assertThat(slots()).containsExactlyInAnyOrder("SELITE", "AE1EA");
    }

    @Test
    void backInItsLineItStandsWhereItStood() {
        Waiting later = desk.someone(2);
        RequestId request = number();

        act(new GiveBack(by("SELITE"), request, null));

        assertThat(slots()).isEmpty();
        assertThat(seated()).isEmpty();
        assertThat(view().open()).isTrue();
        assertThat(view().agents()).isEmpty();
        assertThat(callbacks()).containsExactly("AgentsChanged ");
        assertThat(desk.texts(LINE)).containsExactly(text(request), text(later.id()));
        assertThat(db.await(views.findWaiters(agent("AE1EA"))))
                .extracting(waiter -> waiter.client().id())
                .containsExactly(client, later.origin().client());
        assertThat(db.await(views.findRequest(request)).orElseThrow().position()).isEqualTo(1);
    }

    private static final String LINE =
            "select id from chat_request where status = 'WAITING'"
                    + " order by queue_id, priority desc, order_no, id";

    @Test
    void inAnotherLineItStandsBehindWhoCameJustBefore() {
        db.sql("update chat_request set created_at = now() - interval '10 minutes'");
        Waiting before = desk.someone(1);
        Waiting after = desk.someone(1);
        db.sql(
                "update chat_request set created_at = now() - interval '20 minutes' where id = "
                        + before.id().value());
        db.sql("update agent_presence set status = 2");
        RequestId request = number();

        act(new GiveBack(by("SELITE"), request, new QueueId(1)));

        assertThat(desk.texts(LINE))
                .containsExactly(text(before.id()), text(request), text(after.id()));
        assertThat(view().queue()).isEqualTo(new QueueId(1));
    }

    @Test
    void whoHadItIsNotGivenItAndWhatIsSaidMeanwhileIsNotLost() {
        db.sql("update agent_presence set status = 2 where agent_id in ('AE1EA', '000169')");
        say("one");
        act(new GiveBack(by("SELITE"), number(), new QueueId(1)));
        ask(1, new QueueCommand.Tick());
        until(() -> waitingWords().equals(List.of("one")));
        say("two");
        ask(1, new QueueCommand.Tick());
        assertThat(slots()).as("the only one who is free had it").isEmpty();
        until(() -> waitingWords().equals(List.of("one", "two")));

        db.sql("update agent_presence set status = 1 where agent_id = 'AE1EA'");
        ask(1, new QueueCommand.AgentTouched(agent("AE1EA")));

        until(() -> view().agents().equals(List.of(agent("AE1EA"))));
        assertThat(slots()).containsExactly("AE1EA");
        until(() -> !assigned().isEmpty());
        assertThat(assigned().getLast().earlier())
                .extracting(said -> ((Text) said.message()).text())
                .containsExactly("one", "two");
        assertThat(callbacks()).containsExactly("AgentsChanged ", "AgentsChanged AE1EA");
        assertThat(desk.text("select waiting_request || '' from chat_session")).isEqualTo("null");
    }

    @Test
    void itIsGivenAwayThoughEveryHintIsLost() {
        bus.loses =
                command ->
                        command instanceof QueueCommand.LineChanged || command instanceof TakeOver;
        ask(1, new QueueCommand.Tick());
        act(new GiveBack(by("SELITE"), number(), new QueueId(1)));

        ask(1, new QueueCommand.Tick());

        until(() -> slots().size() == 1);
        act(new SessionCommand.Tick());
        assertThat(view().agents()).hasSize(1).doesNotContain(agent("SELITE"));
    }

    @Test
    void whoHadItMayTakeItAgainByHand() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));

        QueueAnswer answer = ask(2, new QueueCommand.Claim(request, agent("SELITE")));

        assertThat(answer).isEqualTo(new QueueAnswer.Accepted(talk));
        until(() -> view().agents().equals(List.of(agent("SELITE"))));
    }

    @Test
    void itsClientCannotLeaveTheLineButMayEndTheTalk() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));
        refused(2, new QueueCommand.Cancel(request, client), ErrorCode.REQUEST_UNKNOWN);

        act(new Close(new CommandId("close"), new Party.OfClient(client), "done"));

        until(() -> desk.count("chat_request where status = 'WAITING'") == 0);
        assertThat(view().open()).isFalse();
        assertThat(desk.count("chat_session where state = 'Open'")).isZero();
    }

    @Test
    void whoGivesNoSignOfLifeIsClosed() {
        db.sql("update queue set abandon_after = 1");
        act(new GiveBack(by("SELITE"), number(), null));

        ask(2, new QueueCommand.Tick());
        assertThat(desk.text("select status from chat_request order by id desc"))
                .isEqualTo("DROPPED");
        act(new SessionCommand.Tick());

        assertThat(view().open()).isFalse();
        assertThat(callbacks()).containsExactly("AgentsChanged ", "SessionClosed ");
    }

    @Test
    void aQueueThatIsNotOneOfPeopleTakesNothing() {
        refused(new GiveBack(by("SELITE"), number(), new QueueId(3)), ErrorCode.QUEUE_UNKNOWN);
        refused(new GiveBack(by("SELITE"), number(), new QueueId(99)), ErrorCode.QUEUE_UNKNOWN);
        assertThat(seated()).containsExactly("SELITE");
    }

    @Test
    void aSupervisorTakesOverEvenAboveItsCapacityAndThatIsInTheAudit() {
        for (int i = 0; i < 5; i++) {
            desk.talk(2, desk.visitor(), "BOSS1");
        }
        act(new Transfer(boss(), agent("BOSS1")));
        assertThat(desk.count("agent_slot where agent_id = 'BOSS1' and session_id is not null"))
                .isEqualTo(6);
        assertThat(seated()).containsExactly("BOSS1");
        assertThat(desk.texts("select tenant_id || ' ' || actor || ' ' || act from audit"))
                .containsExactly("1 agent:BOSS1 SessionTransferred");
        assertThat(desk.text("select detail from audit")).contains("BOSS1", text(talk));
    }

    @Test
    void severalTakePartAndEachHasASlot() {
        act(new Join(by("SELITE"), agent("AE1EA")));
        act(new Join(boss(), agent("BOSS1")));
        assertThat(slots()).containsExactlyInAnyOrder("SELITE", "AE1EA", "BOSS1");
        assertThat(view().agents())
                .containsExactly(agent("SELITE"), agent("AE1EA"), agent("BOSS1"));
        act(new Leave(by("SELITE")));
        assertThat(slots()).containsExactlyInAnyOrder("AE1EA", "BOSS1");
        act(new Transfer(by("AE1EA"), agent("BOSS1")));
        assertThat(slots()).containsExactly("BOSS1");
        refused(new Leave(by("BOSS1")), ErrorCode.AGENT_NOT_ELIGIBLE);
        assertThat(callbacks())
                .containsExactly(
                        "AgentsChanged SELITE AE1EA",
                        "AgentsChanged SELITE AE1EA BOSS1",
                        "AgentsChanged AE1EA BOSS1",
                        "AgentsChanged BOSS1");
    }

    @Test
    void whatTheLineHasJustGivenAwayIsNotHandedOnMeanwhile() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));
        bus.loses = command -> command instanceof TakeOver;
        ask(2, new QueueCommand.Claim(request, agent("AE1EA")));

        refused(new Transfer(boss(), agent("BOSS1")), ErrorCode.REQUEST_TAKEN);

        assertThat(slots()).containsExactly("AE1EA");
    }

    @Test
    void aSupervisorTakesItOutOfTheLine() {
        RequestId request = number();
        act(new GiveBack(by("SELITE"), request, null));
        act(new Transfer(boss(), agent("BOSS1")));
        assertThat(desk.text("select status from chat_request where id = " + request.value()))
                .isEqualTo("ACCEPTED");
        assertThat(slots()).containsExactly("BOSS1");
        refused(2, new QueueCommand.Claim(request, agent("AE1EA")), ErrorCode.REQUEST_TAKEN);
        assertThat(slots()).containsExactly("BOSS1");
    }

    @Test
    void whatASupervisorDoesWithoutASlotIsInTheAuditToo() {
        act(new Watch(boss(), true));
        act(new Whisper(boss(), "be kind"));
        assertThat(desk.texts("select act from audit order by id"))
                .containsExactly("WatchChanged", "Whispered");
        assertThat(db.await(views.findStandings(Set.of(agent("BOSS1")))))
                .extracting(standing -> standing.session())
                .containsExactly(talk);
        assertThat(view().agents()).containsExactly(agent("SELITE"));
        assertThat(callbacks()).isEmpty();
        act(new Watch(boss(), false));
        assertThat(desk.count("session_watch")).isZero();
    }

    @Test
    void aWordThatWasTakenBackIsEmptyInEveryHistory() {
        Acting oops = new Revoke(by("SELITE"), said("oops"));
        act(oops);
        act(new Edit(by("SELITE"), said("bad"), Text.plain("good")));
        act(new Whisper(by("SELITE"), "secret"));
        List<HistoryRow> rows =
                db.await(views.findHistory(new HistoryQuery(client, null, 0, 0, 10, false)));
        assertThat(rows)
                .extracting(row -> ((Text) row.message()).text() + " " + row.isRevoked())
                .containsExactly("good false", " true");
    }

    /** An agent's word; its number. */
    private long said(String text) {
        var answer =
                act(
                        new Say(
                                new Party.OfAgent(agent("SELITE")),
                                Text.plain(text),
                                new MessageKey(text, null),
                                null,
                                null));
        return ((SessionAnswer.Logged) answer).seq();
    }

    @Test
    void aReadMarkNeverMovesBack() {
        say("one");
        act(new Read(agent("SELITE")));
        act(new Read(agent("SELITE")));
        assertThat(desk.texts("select agent_id || ' ' || up_to from session_read"))
                .containsExactly("SELITE 2");
        db.await(new PgReadMarks(db.pg()).mark(talk, agent("SELITE"), 1));
        assertThat(desk.text("select up_to from session_read")).isEqualTo("2");
    }

    @Test
    void aSupervisorTakesFromTheLineWithoutRoom() {
        for (int i = 0; i < 5; i++) {
            desk.talk(2, desk.visitor(), "BOSS1");
        }
        Waiting waiting = desk.someone(2);
        refused(2, new QueueCommand.Claim(waiting.id(), agent("BOSS1")), ErrorCode.AGENT_FULL);
        assertThat(ask(2, new QueueCommand.Claim(waiting.id(), agent("BOSS1"), true)))
                .isInstanceOf(QueueAnswer.Accepted.class);
        assertThat(desk.count("agent_slot where agent_id = 'BOSS1' and session_id is not null"))
                .isEqualTo(6);
    }

    private static void arrive(String agent) {
        db.sql(
                "update agent_presence set present = true, status = 1, node_id = 'node1'"
                        + " where agent_id = '"
                        + agent
                        + "'");
    }

    private void say(String text) {
        act(
                new Say(
                        new Party.OfClient(client),
                        Text.plain(text),
                        new MessageKey(text, null),
                        null,
                        null));
    }

    private SessionAnswer act(SessionCommand command) {
        return db.await(ask(talk, command));
    }

    private Future<SessionAnswer> ask(SessionId session, SessionCommand command) {
        return bus.ask(Addresses.session(session), command);
    }

    private QueueAnswer ask(long queue, QueueCommand command) {
        return db.await(bus.ask(Addresses.queue(new QueueId(queue)), command));
    }

    private void refused(SessionCommand command, ErrorCode code) {
        refused(ask(talk, command), code);
    }

    private void refused(long queue, QueueCommand command, ErrorCode code) {
        refused(bus.ask(Addresses.queue(new QueueId(queue)), command), code);
    }

    private static void refused(Future<?> answer, ErrorCode code) {
        Throwable failure =
                db.await(answer.<Throwable>transform(r -> Future.succeededFuture(r.cause())));
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ReplyException.class,
                        reply -> assertThat(ErrorCode.of(reply.failureCode())).isEqualTo(code));
    }

    private List<String> slots() {
        return desk.texts(
                "select agent_id from agent_slot where session_id is not null order by 1");
    }

    private List<String> seated() {
        return desk.texts(
                "select agent_id from session_agent where left_at is null and session_id = "
                        + talk.value());
    }

    /** Kind and agents. */
    private List<String> callbacks() {
        return desk.texts(
                """
                select kind || ' ' || coalesce((
                    select string_agg(a ->> 'value', ' ' order by n)
                    from jsonb_array_elements(body -> 'agents') with ordinality as x(a, n)), '')
                from callback order by n
                """);
    }

    private List<String> waitingWords() {
        return bus.published.stream()
                .filter(RequestWaiting.class::isInstance)
                .map(RequestWaiting.class::cast)
                .flatMap(waiting -> waiting.messages().stream())
                .map(message -> ((Text) message).text())
                .toList();
    }

    private List<SessionAssigned> assigned() {
        return bus.published.stream()
                .filter(SessionAssigned.class::isInstance)
                .map(SessionAssigned.class::cast)
                .filter(each -> each.session().equals(talk))
                .toList();
    }

    private SessionView view() {
        return db.await(views.findSession(talk)).orElseThrow();
    }

    private static String text(RequestId request) {
        return Long.toString(request.value());
    }

    private static String text(SessionId session) {
        return Long.toString(session.value());
    }

    private static RequestId number() {
        return new RequestId(NUMBERS.incrementAndGet());
    }

    private static AgentId agent(String id) {
        return new AgentId(id);
    }

    private static Act by(String agent) {
        return new Act(fresh(), agent(agent), Authority.PARTICIPANT);
    }

    private static Act boss() {
        return new Act(fresh(), agent("BOSS1"), Authority.SUPERVISOR);
    }

    private static CommandId fresh() {
        return new CommandId(UUID.randomUUID().toString());
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
