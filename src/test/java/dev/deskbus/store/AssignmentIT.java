package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueEvent.PreMessageAdded;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestOrigin;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.port.QueueStore.Assigning;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import dev.deskbus.port.QueueStore.Blank;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AssignmentIT {
    private static final long[] PEOPLE = {1, 2, 6, 7};

    @RegisterExtension static final PgTest db = new PgTest();

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(db);
    }

    @Test
    void theLogBeginsWithTheAgentAndWhatWasSaidWhileWaiting() {
        Waiting waiting = desk.someone(1);
        desk.say(1, waiting, "a", "在吗");
        desk.say(1, waiting, "b", "有人吗");

        Assigned talk = (Assigned) db.await(desk.assign(1, waiting, "SELITE"));

        assertThat(talk.preMessages())
                .containsExactly(Message.Text.plain("在吗"), Message.Text.plain("有人吗"));
        List<SessionEvent> log = log(talk);
        assertThat(log).extracting(SessionEvent::seq).containsExactly(1L, 2L, 3L);
        assertThat(log.getFirst()).isEqualTo(new AgentJoined(1, talk.at(), new AgentId("SELITE")));
        assertThat(said(log.get(1)).key().id()).isEqualTo("a");
        assertThat(said(log.get(2)).key().id()).isEqualTo("b");
        assertThat(log.get(2).at()).isBefore(talk.at());
    }

    @Test
    void ofWhomNothingWasSaidGetsTheNumberThatWasKeptForIt() {
        Waiting waiting = desk.someone(1);
        SessionId kept = db.await(desk.queues.meet(waiting.origin().client(), 7)).session();
        Instant at = Instant.parse("2026-03-01T10:00:00.123456Z");

        Assigned talk =
                (Assigned)
                        db.await(
                                desk.queues.assign(
                                        Desk.fence(new QueueId(1)),
                                        Desk.assigned(waiting, "SELITE"),
                                        desk.rules(1),
                                        waiting,
                                        new Blank(kept, at)));

        assertThat(talk).isEqualTo(new Assigned(kept, List.of(), 1, at));
        assertThat(log(talk)).containsExactly(new AgentJoined(1, at, new AgentId("SELITE")));
    }

    @Test
    void theThirdPartyIsToldOfTheAcceptanceAndThenOfTheTalk() {
        Waiting waiting = desk.someone(1);

        Assigned talk = (Assigned) db.await(desk.assign(1, waiting, "SELITE"));

        ClientId client = waiting.origin().client();
        assertThat(callbacks())
                .containsExactly(
                        new Callback.RequestStatusChanged(
                                client, waiting.id(), RequestStatus.ACCEPTED, 0, null),
                        new Callback.SessionStarted(
                                client, talk.session(), new AgentId("SELITE"), false, talk.at()));
    }

    @Test
    void aRequestBecomesASessionInTheFirstFreeSlot() {
        Waiting waiting = desk.someone(1);

        Assigned talk = (Assigned) db.await(desk.assign(1, waiting, "SELITE"));

        assertThat(desk.texts("select session_id from agent_slot where session_id is not null"))
                .containsExactly(Long.toString(talk.session().value()));
        assertThat(desk.text("select min(slot_no) from agent_slot where session_id is not null"))
                .isEqualTo("1");
        assertThat(desk.text("select shard from chat_session"))
                .isEqualTo(Integer.toString(Shard.of(talk.session()).number()));
        assertThat(
                        desk.text(
                                "select extract(epoch from look_at - opened_at)::int"
                                        + " from chat_session"))
                .isEqualTo("600");
        assertThat(desk.text("select status || ' ' || agent_id from chat_request"))
                .isEqualTo("ACCEPTED SELITE");
        assertThat(
                        desk.text(
                                "select max(changed_at) >= max(opened_at)"
                                        + " from agent_slot, chat_session"
                                        + " where agent_id = 'SELITE'"))
                .isEqualTo("true");
    }

    @Test
    void whatWasSaidWhileWaitingKeepsItsSendersClockAndAttachment() {
        Waiting waiting = desk.someone(1);
        var word =
                new PreMessageAdded(
                        waiting.id(),
                        new Message.Media(
                                Message.Media.Kind.VOICE, "/f/1/a.amr", null, 9L, 3, null),
                        new MessageKey("v", null),
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        "{\"k\":1}");
        assertThat(db.await(desk.queues.addPreMessage(Desk.fence(new QueueId(1)), word)))
                .isEqualTo(Written.STORED);

        db.await(desk.assign(1, waiting, "SELITE"));

        String said = desk.text("select body from session_event where kind = 'Said'");
        assertThat(desk.json.read(said, SessionEvent.class))
                .isInstanceOfSatisfying(
                        SessionEvent.Said.class,
                        event -> {
                            assertThat(event.message()).isEqualTo(word.message());
                            assertThat(event.clientTime()).isEqualTo(word.clientTime());
                            assertThat(event.extra()).isEqualTo(word.extra());
                        });
    }

    @Test
    void whoOnlyPollsGetsNoCallbacks() {
        Waiting asked = desk.waiting(desk.visitor());
        Waiting waiting =
                new Waiting(
                        asked.id(),
                        new RequestOrigin(
                                asked.origin().client(), null, null, null, null, null, null, null),
                        0,
                        asked.order(),
                        asked.since(),
                        null,
                        null,
                        asked.passedBy(),
                        Set.of(),
                        null,
                        Set.of());
        db.await(desk.enqueue(4, waiting));

        assertThat(db.await(desk.assign(4, waiting, "SELITE"))).isInstanceOf(Assigned.class);

        assertThat(desk.count("callback")).isZero();
        assertThat(desk.text("select look_at from chat_session")).isEqualTo("null");
    }

    @Test
    void fiftyAssignmentsFromFourQueuesFillFiveSlots() {
        List<Waiting> line = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            line.add(desk.someone(PEOPLE[i % 4]));
        }

        List<Future<Assigning>> given = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            given.add(desk.assign(PEOPLE[i % 4], line.get(i), "SELITE"));
        }
        List<Assigning> results = given.stream().map(db::await).toList();

        assertThat(results).filteredOn(Assigned.class::isInstance).hasSize(5);
        assertThat(results).filteredOn(Assigning.AgentFull.class::isInstance).hasSize(45);
        assertThat(desk.count("agent_slot where session_id is not null")).isEqualTo(5);
        assertThat(desk.count("chat_session")).isEqualTo(5);
        assertThat(desk.count("session_event")).isEqualTo(5);
        assertThat(desk.count("callback")).isEqualTo(10);
        assertThat(desk.count("chat_request where status = 'WAITING'")).isEqualTo(45);
    }

    @Test
    void aRequestIsGivenOnce() {
        Waiting waiting = desk.someone(1);

        List<Future<Assigning>> given =
                List.of(
                        desk.assign(1, waiting, "SELITE"),
                        desk.assign(1, waiting, "AE1EA"),
                        desk.assign(1, waiting, "000169"));
        List<Assigning> results = given.stream().map(db::await).toList();

        assertThat(results).filteredOn(Assigned.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Assigning.NotWaiting.class::isInstance).hasSize(2);
        assertThat(desk.count("agent_slot where session_id is not null")).isEqualTo(1);
    }

    @Test
    void nothingIsGivenBeyondALoweredCapacity() {
        for (int i = 0; i < 3; i++) {
            db.await(desk.assign(1, desk.someone(1), "SELITE"));
        }
        db.sql(
                """
                update agent set capacity = 2 where id = 'SELITE';
                update agent_slot set session_id = null where agent_id = 'SELITE' and slot_no = 1;
                """);

        assertThat(db.await(desk.assign(1, desk.someone(1), "SELITE")))
                .isInstanceOf(Assigning.AgentFull.class);
        assertThat(
                        db.await(desk.queues.loadAgents(new QueueId(1))).stream()
                                .filter(agent -> agent.id().value().equals("SELITE")))
                .singleElement()
                .satisfies(agent -> assertThat(agent.hasRoom()).isFalse());
    }

    @Test
    void aSlotAboveTheCapacityIsNotUsedAgain() {
        db.sql("update agent set capacity = 1 where id = 'SELITE'");

        assertThat(db.await(desk.assign(1, desk.someone(1), "SELITE")))
                .isInstanceOf(Assigned.class);
        assertThat(db.await(desk.assign(1, desk.someone(1), "SELITE")))
                .isInstanceOf(Assigning.AgentFull.class);
    }

    @Test
    void whoWasReplacedGivesNothingAway() {
        Waiting waiting = desk.someone(1);
        desk.say(1, waiting, "a", "hello");

        Assigning result =
                db.await(
                        desk.queues.assign(
                                Desk.stale(new QueueId(1)),
                                Desk.assigned(waiting, "SELITE"),
                                desk.rules(1),
                                waiting,
                                null));

        assertThat(result).isEqualTo(new Assigning.Fenced());
        nothingWasGiven();
    }

    @Test
    void whoIsReplacedWhileItGivesGivesNothingAway() throws Exception {
        Waiting waiting = desk.someone(1);
        Future<Assigning> result;
        try (var other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update shard set owner = 'node2', epoch = 8");
            result = desk.assign(1, waiting, "SELITE");
            Locks.await(other, 1);
            other.commit();
        }

        assertThat(db.await(result)).isEqualTo(new Assigning.Fenced());
        nothingWasGiven();
    }

    @Test
    void nothingIsKeptForARequestThatIsGivenAwayMeanwhile() throws Exception {
        Waiting waiting = desk.someone(1);
        Future<Written> kept;
        try (var other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "select 1 from shard for no key update;"
                            + "update chat_request set status = 'DROPPED'");
            kept =
                    desk.queues.addPreMessage(
                            Desk.fence(new QueueId(1)),
                            new PreMessageAdded(
                                    waiting.id(),
                                    Message.Text.plain("x"),
                                    new MessageKey("x", null),
                                    null,
                                    null));
            Locks.await(other, 1);
            other.commit();
        }

        assertThat(db.await(kept)).isEqualTo(Written.CONFLICT);
        assertThat(desk.count("request_message")).isZero();
    }

    @Test
    void whatIsOfferedGoesToWhoIsAskedAndOnlyInTime() {
        Waiting waiting = desk.someone(1);
        db.sql(
                "update chat_request set offer_no = 1, offer_agent = 'SELITE',"
                        + " offer_expires_at = clock_timestamp() + interval '1 minute'");
        assertThat(db.await(desk.assign(1, waiting, "AE1EA")))
                .isEqualTo(new Assigning.NotWaiting());
        nothingWasGiven();

        db.sql("update chat_request set offer_expires_at = clock_timestamp()");
        assertThat(db.await(desk.assign(1, waiting, "SELITE")))
                .isEqualTo(new Assigning.NotWaiting());
        nothingWasGiven();

        db.sql(
                "update chat_request set offer_expires_at = clock_timestamp() + interval '1 minute'");
        assertThat(db.await(desk.assign(1, waiting, "SELITE"))).isInstanceOf(Assigned.class);
    }

    private void nothingWasGiven() {
        assertThat(desk.count("chat_request where status = 'WAITING'")).isEqualTo(1);
        assertThat(desk.count("agent_slot where session_id is not null")).isZero();
        assertThat(desk.count("chat_session")).isZero();
        assertThat(desk.count("session_event")).isZero();
        assertThat(desk.count("callback")).isZero();
    }

    private List<SessionEvent> log(Assigned talk) {
        return desk
                .texts(
                        "select body::text from session_event where session_id = "
                                + talk.session().value()
                                + " order by seq")
                .stream()
                .map(body -> desk.json.read(body, SessionEvent.class))
                .toList();
    }

    private List<Callback> callbacks() {
        return desk.texts("select body::text from callback order by n").stream()
                .map(body -> desk.json.read(body, Callback.class))
                .toList();
    }

    private static Said said(SessionEvent event) {
        assertThat(event.at()).isBefore(Instant.now());
        return (Said) event;
    }
}
