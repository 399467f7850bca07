package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.SessionCommand.TakeOver;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Enqueuing;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A robot's session goes to a person, who waits in the line meanwhile (decision V2-16). */
class HandoverIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AgentId ELITE = new AgentId("SELITE");

    private Desk desk;
    private PgSessionStore sessions;
    private ClientId client;
    private SessionId talk;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        sessions = new PgSessionStore(db.pg(), desk.json);
        client = desk.visitor();
        talk = desk.talk(3, client, "BOT001").session();
        db.sql("delete from callback");
    }

    @Test
    void theSessionStaysWhileItsClientWaitsForAPerson() {
        Waiting waiting = waits();

        RequestView row = db.await(sessions.findTransferRequest(talk)).orElseThrow();
        assertThat(row.id()).isEqualTo(waiting.id());
        assertThat(row.status()).isEqualTo(RequestStatus.WAITING);
        assertThat(row.session()).isEqualTo(talk);
        assertThat(db.await(desk.queues.load(new QueueId(1))).orElseThrow().line())
                .singleElement()
                .extracting(each -> each.origin().session())
                .isEqualTo(talk);
        assertThat(desk.count("chat_session where state = 'Open'")).isEqualTo(1);
    }

    @Test
    void aPersonGetsASlotForThatVerySession() {
        Waiting waiting = waits();

        Assigning result = db.await(desk.assign(1, waiting, "SELITE"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Assigning.HandedOver.class,
                        handed -> assertThat(handed.session()).isEqualTo(talk));
        assertThat(desk.texts("select session_id from agent_slot where session_id is not null"))
                .containsExactly(Long.toString(talk.value()));
        assertThat(desk.text("select status from chat_request where transfer_of is not null"))
                .isEqualTo("ACCEPTED");
        assertThat(desk.count("chat_session")).isEqualTo(1);
        assertThat(desk.count("chat_session where look_at <= clock_timestamp()")).isEqualTo(1);
        assertThat(callbacks())
                .containsExactly(
                        new Callback.RequestStatusChanged(
                                client, waiting.id(), RequestStatus.ACCEPTED, 0, talk));
    }

    @Test
    void theSessionFindsWhoTakesItOver() {
        Waiting waiting = waits();
        assertThat(db.await(sessions.findHandover(talk))).isEmpty();

        db.await(desk.assign(1, waiting, "SELITE"));

        assertThat(db.await(sessions.findHandover(talk)))
                .contains(
                        new TakeOver(
                                waiting.id(),
                                ELITE,
                                new QueueId(1),
                                SessionKind.HUMAN,
                                desk.rules(1).idle()));
    }

    @Test
    void aLookAtItDoesNotPutTheHandoverOff() {
        db.await(desk.assign(1, waits(), "SELITE"));

        Written looked =
                db.await(
                        sessions.lookAgainAt(
                                Desk.fence(Shard.of(talk)),
                                talk,
                                Instant.now().plus(Duration.ofMinutes(10))));

        assertThat(looked).isEqualTo(Written.STORED);
        assertThat(db.await(sessions.findDue(List.of(Shard.of(talk)), 10))).contains(talk);
    }

    @Test
    void onlyAnOpenRobotSessionOfTheClientItselfIsHandedOver() {
        assertThat(enqueued(desk.transfer(desk.visitor(), talk)))
                .isEqualTo(new Enqueuing.NothingToHandOver());
        ClientId other = desk.visitor();
        SessionId human = desk.talk(1, other, "SELITE").session();
        assertThat(enqueued(desk.transfer(other, human)))
                .isEqualTo(new Enqueuing.NothingToHandOver());
        close();
        assertThat(enqueued(desk.transfer(client, talk)))
                .isEqualTo(new Enqueuing.NothingToHandOver());
        assertThat(desk.count("chat_request where status = 'WAITING'")).isZero();
    }

    @Test
    void whoTalksToARobotWaitsOnlyForAPersonInThatSession() {
        assertThat(enqueued(desk.waiting(client)))
                .isEqualTo(new Enqueuing.AlreadyTalking(talk, SessionKind.ROBOT));
        Waiting waiting = waits();
        assertThat(enqueued(desk.transfer(client, talk)))
                .isEqualTo(new Enqueuing.AlreadyWaiting(waiting.id(), 1));
    }

    @Test
    void ofManyWhoAskAtOnceOneWaits() {
        List<Future<Enqueuing>> all =
                List.of(1L, 2L, 6L, 7L, 1L, 2L).stream()
                        .map(queue -> desk.enqueue(queue, desk.transfer(client, talk)))
                        .toList();

        List<Enqueuing> results = all.stream().map(db::await).toList();

        assertThat(results).filteredOn(Enqueuing.Stored.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Enqueuing.AlreadyWaiting.class::isInstance).hasSize(5);
    }

    @Test
    void whatIsOverIsNotHandedOver() {
        Waiting waiting = waits();
        close();
        assertThat(db.await(desk.assign(1, waiting, "SELITE")))
                .isEqualTo(new Assigning.NothingToHandOver());
        nothingWasTaken();
    }

    @Test
    void whatEndsMeanwhileIsNotHandedOver() throws Exception {
        Waiting waiting = waits();
        Future<Assigning> given;
        try (var other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update chat_session set state = 'Closed', closed_at = now()");
            given = desk.assign(1, waiting, "SELITE");
            Locks.await(other, 1);
            other.commit();
        }
        assertThat(db.await(given)).isEqualTo(new Assigning.NothingToHandOver());
        nothingWasTaken();
    }

    /** A close that does not see the slot yet leaves it taken; the sweep frees it. */
    @Test
    void aSlotThatAClosedSessionKeptIsFreed() {
        db.await(desk.assign(1, waits(), "SELITE"));
        assertThat(db.await(sessions.freeClosedSlots())).isEmpty();
        close();
        assertThat(db.await(sessions.freeClosedSlots())).containsExactly(ELITE);
        assertThat(desk.count("agent_slot where session_id is not null")).isZero();
    }

    @Test
    void whoIsFullGetsNothing() {
        for (int i = 0; i < 5; i++) {
            desk.talk(1, desk.visitor(), "SELITE");
        }
        assertThat(db.await(desk.assign(1, waits(), "SELITE")))
                .isInstanceOf(Assigning.AgentFull.class);
        assertThat(desk.count("chat_request where status = 'WAITING'")).isEqualTo(1);
    }

    @Test
    void whoWasReplacedHandsNothingOver() {
        Waiting waiting = waits();
        Assigning result =
                db.await(
                        desk.queues.assign(
                                Desk.stale(new QueueId(1)),
                                Desk.assigned(waiting, "SELITE"),
                                desk.rules(1),
                                waiting,
                                null));
        assertThat(result).isEqualTo(new Assigning.Fenced());
        nothingWasTaken();
    }

    @Test
    void itIsHandedOverOnce() {
        Waiting waiting = waits();
        List<Future<Assigning>> given =
                List.of(
                        desk.assign(1, waiting, "SELITE"),
                        desk.assign(1, waiting, "AE1EA"),
                        desk.assign(1, waiting, "000169"));
        List<Assigning> results = given.stream().map(db::await).toList();
        assertThat(results).filteredOn(Assigning.HandedOver.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Assigning.NotWaiting.class::isInstance).hasSize(2);
        assertThat(desk.count("agent_slot where session_id is not null")).isEqualTo(1);
    }

    @Test
    void whoseSessionIsOverWaitsInVain() {
        Waiting waiting = waits();
        desk.someone(1);
        assertThat(db.await(desk.queues.findForsaken(new QueueId(1), Duration.ZERO))).isEmpty();
        close();
        assertThat(db.await(desk.queues.findForsaken(new QueueId(1), Duration.ZERO)))
                .containsExactly(waiting.id());
    }

    @Test
    void agentsSeeInTheLineWhatTheClientToldTheRobot() {
        db.sql(
                """
                insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                values (%1$d, 2, 'Said', 'client:x', 'a',
                    '{"message": {"@": "Text", "text": "退货", "format": "PLAIN"}}', now()),
                       (%1$d, 3, 'Said', 'agent:BOT001', 'robot-2',
                    '{"message": {"@": "Text", "text": "不懂", "format": "PLAIN"}}', now())
                """
                        .formatted(talk.value()));
        waits();
        var views = new PgConversationViews(db.pg(), desk.json);
        assertThat(db.await(views.findWaiters(ELITE)))
                .singleElement()
                .satisfies(
                        waiter ->
                                assertThat(waiter.lastMessages())
                                        .containsExactly(Message.Text.plain("退货")));
    }

    private Waiting waits() {
        Waiting waiting = desk.transfer(client, talk);
        assertThat(enqueued(waiting)).isEqualTo(new Enqueuing.Stored());
        return waiting;
    }

    private Enqueuing enqueued(Waiting waiting) {
        return db.await(desk.enqueue(1, waiting));
    }

    private void close() {
        db.sql(
                "update chat_session set state = 'Closed', closed_at = now() where id = "
                        + talk.value());
    }

    private void nothingWasTaken() {
        assertThat(desk.count("chat_request where status = 'WAITING'")).isEqualTo(1);
        assertThat(desk.count("agent_slot where session_id is not null")).isZero();
        assertThat(desk.count("callback")).isZero();
    }

    private List<Callback> callbacks() {
        return desk.texts("select body::text from callback order by n").stream()
                .map(body -> desk.json.read(body, Callback.class))
                .toList();
    }
}
