package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.CommandId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.ClientChanged;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.Rated;
import dev.deskbus.domain.session.SessionEvent.RatingPushed;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionEvent.SessionTransferred;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Asked;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.domain.session.SessionState.Open;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the later kinds of events do to the rows beside the log. */
class JournalKindsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AtomicLong NUMBERS = new AtomicLong(100);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final AgentId ANN = new AgentId("ANN");
    private static final AgentId BOT = new AgentId("BOT");
    private static final Rating GOOD = new Rating(1, "好", "{}");
    private static Talks talks;

    private final SealedJson json = new SealedJson();
    private PgSessionJournal journal;
    private PgSessionStore store;
    private Facts session;
    private Fence fence;

    @BeforeAll
    static void fill() {
        talks = new Talks(db);
        db.sql(
                """
                insert into integration (name, tenant_id, callback_path, callback_hosts,
                                         trusted_callers)
                values ('shop', 1, '/x', '{}', '{}');
                insert into queue (id, tenant_id, name, kind, mode, policy, when_no_agent, zone,
                                   idle_warn_after, idle_close_after)
                values (8, 1, 'people', 'HUMAN', 'PULL', 'RANDOM', 'WAIT', 'UTC', 60000, 120000);
                """);
    }

    @BeforeEach
    void openOne() {
        journal = new PgSessionJournal(db.vertx(), db.pg(), json);
        store = new PgSessionStore(db.pg(), json);
        session = talks.open(NUMBERS.incrementAndGet(), "BOT");
        fence = talks.own(session, "n1");
    }

    @Test
    void aPersonFollowsTheRobotInEveryRow() {
        isRobots();
        db.sql(
                """
                insert into agent (id, tenant_id, name, role, capacity)
                values ('ANN', 1, 'ANN', 'AGENT', 5) on conflict do nothing;
                insert into agent_slot (agent_id, slot_no, session_id)
                values ('ANN', %1$d, %1$d);
                """
                        .formatted(number()));

        append(0, transferred(1));

        assertThat(
                        text(
                                "select queue_id || ' ' || kind || ' ' || (handover is null) || ' '"
                                        + " || (look_at = '"
                                        + NOW
                                        + "') from chat_session where id = $1"))
                .isEqualTo("8 HUMAN true true");
        assertThat(texts("select agent_id from agent_slot where session_id = $1"))
                .containsExactly("ANN");
        assertThat(
                        texts(
                                "select agent_id || ' ' || (left_at is null) from session_agent"
                                        + " where session_id = $1 order by agent_id"))
                .containsExactly("ANN true", "BOT false");
        Facts facts = load().facts();
        assertThat(facts.kind()).isEqualTo(SessionKind.HUMAN);
        assertThat(facts.idle()).isEqualTo(people());
    }

    @Test
    void aQuestionBringsTheSessionBackUntilItIsAnswered() {
        isRobots();
        db.sql("update chat_session set look_at = '2030-01-01Z' where id = " + number());
        Instant soon = NOW.plusSeconds(30);

        db.await(
                journal.append(
                        new Append(fence, session, 0, List.of(asked(1, "q")), List.of(), soon)));

        assertThat(text("select look_at = '" + soon + "' from chat_session where id = $1"))
                .isEqualTo("true");
        assertThat(((Open) load()).asked()).containsExactly(new Asked(1, "q"));
        append(1, answered(2, 1));
        assertThat(((Open) load()).asked()).isEmpty();
    }

    /** Neither time nor later words make it forget what the robot owes. */
    @Test
    void anOldQuestionIsReadBack() {
        isRobots();
        append(0, asked(1, "old"));
        append(1, asked(2, "older than two minutes too"));
        append(2, answered(3, 2));
        assertThat(((Open) load()).asked()).containsExactly(new Asked(1, "old"));
    }

    @Test
    void everyRatingIsKeptAndTheLastCounts() {
        append(0, rated(1, "a", GOOD));
        append(1, rated(2, "b", new Rating(3, "", null)));

        assertThat(
                        texts(
                                "select seq || ' ' || agent_id || ' ' || rating_id || ' ' ||"
                                        + " comments || ' ' || coalesce(extend, '-') from rating where"
                                        + " session_id = $1 order by seq"))
                .containsExactly("1 BOT 1 好 {}", "2 BOT 3  -");
        assertThat(append(2, rated(3, "a", GOOD))).isEqualTo(new Appended.Repeated(1, NOW));
        assertThat(texts("select 1 from rating where session_id = $1")).hasSize(2);
    }

    @Test
    void aMessageAndARatingMayHaveTheSameKey() {
        append(0, asked(1, "q"));
        assertThat(append(1, rated(2, "key-1", GOOD))).isEqualTo(new Appended.Stored());
    }

    @Test
    void onlyARatingIsWrittenAfterTheEnd() {
        append(0, new Closed(1, NOW, new Party.OfSystem(), "x"));
        assertThat(append(1, rated(2, "a", GOOD))).isEqualTo(new Appended.Stored());
        assertThat(load()).isInstanceOf(SessionState.Closed.class);
        assertThat(load().lastSeq()).isEqualTo(2);
        thenRefused(2, ErrorCode.SESSION_CLOSED, asked(3, "q"));
        thenRefused(2, ErrorCode.SESSION_CLOSED, rated(3, "b", GOOD), asked(4, "q"));
        thenRefused(2, ErrorCode.SESSION_CLOSED, new RatingPushed(3, NOW, command(), ANN));
    }

    @Test
    void anAgentAsksForARatingOnce() {
        CommandId command = command();
        append(0, new RatingPushed(1, NOW, command, BOT));
        assertThat(append(1, new RatingPushed(2, NOW, command, BOT)))
                .isEqualTo(new Appended.Repeated(1, NOW));
    }

    @Test
    void sessionLoginAndRequestFollowTheClient() {
        ClientId vip = client();
        token("tok" + number());

        append(0, changed(1, vip));

        assertThat(text("select client_id || ' ' || token_key from chat_session where id = $1"))
                .isEqualTo(vip + " tok" + number());
        assertThat(
                        texts(
                                "select client_id || ' ' || whole_history from client_token"
                                        + " where key = 'tok' || $1::bigint"))
                .containsExactly(vip + " false");
        assertThat(text("select client_id from chat_request where session_id = $1"))
                .isEqualTo(vip.value());
        assertThat(
                        text(
                                "select detail ->> 'from' from audit"
                                        + " where (detail ->> 'session')::bigint = $1"))
                .isEqualTo(session.client().value());
        assertThat(load().facts().client()).isEqualTo(vip);
    }

    @Test
    void nobodyGetsASecondSession() {
        Facts other = talks.open(NUMBERS.incrementAndGet(), "BOT");
        thenRefused(0, ErrorCode.CLIENT_BUSY, changed(1, other.client()));
        assertThat(load().facts().client()).isEqualTo(session.client());
    }

    @Test
    void nobodyWhoWaitsGetsASession() {
        ClientId vip = client();
        waits(vip, "");
        thenRefused(0, ErrorCode.CLIENT_BUSY, changed(1, vip));
    }

    /** The trigger of the session waits for the request, which it could not see before. */
    @Test
    void nobodyWhoBeginsToWaitMeanwhileGetsASession() throws Exception {
        ClientId vip = client();
        Throwable failure;
        try (var other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(waiting(vip));
            var writing =
                    journal.append(
                            new Append(
                                    fence, session, 0, List.of(changed(1, vip)), List.of(), null));
            Locks.await(other, 1);
            other.commit();
            failure = catchThrowable(() -> db.await(writing));
        }
        assertThat(failure)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CLIENT_BUSY));
    }

    private Appended append(long lastSeq, SessionEvent... events) {
        return db.await(
                journal.append(
                        new Append(fence, session, lastSeq, List.of(events), List.of(), null)));
    }

    private void thenRefused(long lastSeq, ErrorCode code, SessionEvent... events) {
        assertThat(catchThrowable(() -> append(lastSeq, events)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private SessionEvent transferred(long seq) {
        return new SessionTransferred(seq, NOW, ANN, new QueueId(8), SessionKind.HUMAN, people());
    }

    private static IdleRule people() {
        return new IdleRule(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    private SessionEvent rated(long seq, String key, Rating rating) {
        return new Rated(seq, NOW, session.client(), new MessageKey(key, null), rating);
    }

    private SessionEvent changed(long seq, ClientId to) {
        return new ClientChanged(seq, NOW, session.client(), to, new TokenKey("tok" + number()));
    }

    private Said asked(long seq, String text) {
        return word(
                seq,
                new Party.OfClient(session.client()),
                text,
                new MessageKey("key-" + seq, null));
    }

    private Said answered(long seq, long question) {
        return word(seq, new Party.OfAgent(BOT), "yes", Session.answerKey(question));
    }

    private static Said word(long seq, Party speaker, String text, MessageKey key) {
        return new Said(seq, NOW, speaker, Message.Text.plain(text), key, null, null);
    }

    private static CommandId command() {
        return new CommandId("push-" + NUMBERS.incrementAndGet());
    }

    private void isRobots() {
        db.sql("update chat_session set kind = 'ROBOT' where id = " + number());
        session =
                new Facts(
                        session.id(),
                        session.tenant(),
                        session.queue(),
                        SessionKind.ROBOT,
                        session.client(),
                        session.idle(),
                        session.target());
    }

    private static ClientId client() {
        ClientId id = new ClientId("vip" + NUMBERS.incrementAndGet());
        db.sql("insert into client (id, tenant_id) values ('" + id + "', 1)");
        return id;
    }

    private void token(String key) {
        db.sql(
                "insert into client_token values ('%s', '%s', 'shop', true, 'infinity')"
                        .formatted(key, session.client()));
    }

    private static void waits(ClientId client, String more) {
        db.sql(waiting(client) + more);
    }

    private static String waiting(ClientId client) {
        long number = NUMBERS.incrementAndGet();
        return """
        insert into chat_request (id, command_id, tenant_id, queue_id, client_id, status,
                                  priority, order_no)
        values (%1$d, 'cmd%1$d', 1, 7, '%2$s', 'WAITING', 0, %1$d);
        """
                .formatted(number, client);
    }

    private SessionState load() {
        return db.await(store.load(session.id())).orElseThrow();
    }

    private long number() {
        return session.id().value();
    }

    private String text(String select) {
        return texts(select).getFirst();
    }

    private List<String> texts(String select) {
        return db.await(db.pg().query(select, Tuple.of(number()), row -> row.getValue(0) + ""));
    }
}
