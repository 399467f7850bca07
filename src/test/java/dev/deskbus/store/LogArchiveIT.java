package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.search.SearchTerms;
import dev.deskbus.domain.session.Party;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PastSession;
import dev.deskbus.port.TranscriptSearch.Filter;
import dev.deskbus.port.TranscriptSearch.Query;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was said goes to the tables of past months, and histories tell the same as before. */
class LogArchiveIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final String CLIENT = "somebody";
    private static final Instant APRIL = Instant.parse("2026-04-02T00:00:00Z");
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final int EACH = 30;
    private static final int MOST = 20;

    private Desk desk;
    private PgLogArchive target;

    /** Ten sessions in each of January, February and March, thirty words in each. */
    @BeforeEach
    void talk() {
        emptyTheArchive();
        desk = new Desk(db);
        target = new PgLogArchive(db.pg());
        Chronicle past = new Chronicle(db);
        past.client(CLIENT);
        past.sessions(CLIENT, 1, 30);
        past.join(1, 1, Chronicle.PERSON);
        past.talk(1, 30, 2, EACH + 1, "client:" + CLIENT, Chronicle.PERSON);
        past.revoke(30, EACH + 2, EACH + 2, 5);
        past.settle();
        db.sql(
                """
                update chat_session
                set opened_at = '2026-01-05Z'::timestamptz + (id - 1) / 10 * interval '1 month'
                                + (id - 1) % 10 * interval '1 day';
                update chat_session set closed_at = opened_at + interval '1 day';
                """);
        takeIn();
    }

    private static void emptyTheArchive() {
        db.sql(
                """
                do $$ declare name text; begin
                    for name in select relname from pg_class
                                where relname like 'session\\_archive\\_2%' and relkind = 'r' loop
                        execute 'drop table ' || name;
                    end loop;
                end $$;
                truncate log_month;
                """);
    }

    private void takeIn() {
        PgTranscriptIndexIT.catchUp(db, new PgTranscriptIndex(db.pg(), desk.json));
    }

    @Test
    void historiesTellTheSameAndTheLogIsEmpty() {
        List<HistoryRow> before = history();
        List<HistoryRow> transcript = transcript(30);
        List<HistoryRow> record = record();
        assertThat(before).hasSize(30 * EACH);

        archive(APRIL, () -> assertThat(history()).isEqualTo(before));

        assertThat(logged()).isEmpty();
        assertThat(archived()).containsExactly("2026_01:10", "2026_02:10", "2026_03:10");
        assertThat(history()).isEqualTo(before);
        assertThat(transcript(30)).isEqualTo(transcript).hasSize(EACH);
        assertThat(record()).isEqualTo(record).hasSize(50);
        assertThat(found()).isEqualTo(20);
    }

    @Test
    void aMonthHasItsTableWhenAllOfItIsPastAndNotBefore() {
        archive(Instant.parse("2026-01-31T23:59:59Z"));
        assertThat(archived()).isEmpty();

        archive(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(archived()).containsExactly("2026_01:10");

        archive(APRIL);
        assertThat(archived()).hasSize(3);
    }

    @Test
    void whatIsNotOverOrNotYetSearchableStaysWhereItIs() {
        db.sql(
                """
                update chat_session set state = 'Open' where id = 3;
                update chat_session set closed_at = '2026-04-05Z' where id = 4;
                update chat_session set events_until = 9223372036854775807 where id = 5;
                """);

        archive(APRIL);

        assertThat(logged()).containsExactly("3", "4", "5");
        assertThat(history()).hasSize(30 * EACH);

        db.sql("update chat_session set state = 'Closed', events_until = 1 where id in (3, 5)");
        archive(Instant.parse("2026-04-06T00:00:00Z"));
        assertThat(logged()).isEmpty();
    }

    @Test
    void historiesEndWhereAMonthWasLetGo() {
        archive(APRIL);

        assertThat(db.await(target.letGo(MARCH))).isTrue();
        assertThat(db.await(target.letGo(MARCH))).isTrue();
        assertThat(db.await(target.letGo(MARCH))).isFalse();

        assertThat(history())
                .hasSize(10 * EACH)
                .extracting(row -> row.session().value())
                .allMatch(session -> session > 20);
        assertThat(transcript(1)).isEmpty();
        assertThat(found()).isEqualTo(20);
        db.sql("delete from transcript where session_id > 20");
        assertThat(found()).isZero();
        assertThat(sessions()).hasSize(30);
    }

    @Test
    void whatEndsLateInAMonthThatWasLetGoStaysInTheLog() {
        db.sql("update chat_session set state = 'Open' where id = 3");
        archive(APRIL);
        assertThat(db.await(target.letGo(MARCH))).isTrue();
        db.sql("update chat_session set state = 'Closed' where id = 3");

        archive(APRIL);

        assertThat(logged()).containsExactly("3");
        assertThat(history()).extracting(row -> row.session().value()).contains(3L);
    }

    /** As docs/operations.md tells. */
    @Test
    void aTableThatIsAttachedAgainIsReadAgain() {
        List<HistoryRow> before = history();
        archive(APRIL);
        db.await(target.letGo(MARCH));
        assertThat(history()).hasSizeLessThan(before.size());

        db.sql(
                """
                alter table session_archive attach partition session_archive_2026_01
                    for values from (0) to (11);
                update log_month set let_go_at = null where month = '2026-01-01';
                """);

        assertThat(history()).isEqualTo(before);
    }

    @Test
    void whatIsPassedOverStaysInTheLog() {
        while (db.await(target.openMonth(APRIL))) {
            assertThat(db.await(target.findNext(APRIL, 0))).hasValue(new SessionId(1));
        }
        assertThat(db.await(target.moveIn(APRIL, 1, 2))).isEqualTo(2);
        assertThat(db.await(target.findNext(APRIL, 1))).hasValue(new SessionId(4));
        assertThat(db.await(target.moveIn(APRIL, 100, 2))).isZero();
        assertThat(logged()).contains("1").doesNotContain("2", "3");
    }

    @Test
    void severalMayWorkAtOnce() {
        List<HistoryRow> before = history();
        PgLogArchive other = new PgLogArchive(db.pg());

        while (any(each -> each.openMonth(APRIL), other)
                || any(each -> moveIn(each, APRIL), other)) {
            assertThat(history()).isEqualTo(before);
        }

        assertThat(archived()).containsExactly("2026_01:10", "2026_02:10", "2026_03:10");
        assertThat(history()).isEqualTo(before);
    }

    private boolean any(Function<PgLogArchive, Future<Boolean>> step, PgLogArchive other) {
        var both = db.await(Future.all(step.apply(target), step.apply(other)));
        return both.<Boolean>resultAt(0) || both.<Boolean>resultAt(1);
    }

    @Test
    void aSessionThatIsArchivedIsStillRatedAndStillClosed() {
        desk = new Desk(db);
        Past past = new Past(db, desk);
        ClientId client = desk.visitor();
        SessionId session = past.talk(client, 1, "SELITE");
        past.hear(session, 1, "one");
        past.close(session, new Party.OfSystem(), "idle");
        db.sql(
                "update chat_session set opened_at = '2026-03-30Z', closed_at = '2026-03-31Z'"
                        + " where id = "
                        + session.value());
        takeIn();
        archive(APRIL);
        assertThat(logged()).isEmpty();

        past.rate(session, 1, "好");

        PastSession shown =
                db.await(new PgHistories(db.pg(), desk.json).findSessions(MAIN, client, 0, 9))
                        .getFirst();
        assertThat(shown.rating()).isNotNull();
        assertThat(shown.end()).isNotNull();
        assertThat(shown.end().reason()).isEqualTo("idle");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> past.hear(session, 2, "too late"))
                .satisfies(
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SESSION_CLOSED));
    }

    private static Future<Boolean> moveIn(PgLogArchive archive, Instant past) {
        return archive.moveIn(past, 0, MOST).map(moved -> moved == MOST);
    }

    private void archive(Instant past) {
        archive(past, () -> {});
    }

    private void archive(Instant past, Runnable afterEachStep) {
        while (db.await(target.openMonth(past)) || db.await(moveIn(target, past))) {
            afterEachStep.run();
        }
    }

    /** The sessions whose words are in the log. */
    private List<String> logged() {
        return desk.texts(
                "select distinct session_id::text from session_event where kind = 'Said'"
                        + " order by 1");
    }

    /** The tables with the number of their sessions. */
    private List<String> archived() {
        return desk.texts(
                """
                select substr(tableoid::regclass::text, 17) || ':' || count(distinct session_id)
                from session_archive group by tableoid order by 1
                """);
    }

    private List<HistoryRow> history() {
        return db.await(
                new PgConversationViews(db.pg(), desk.json)
                        .findHistory(
                                new HistoryQuery(new ClientId(CLIENT), null, 0, 0, 5000, false)));
    }

    private List<HistoryRow> record() {
        return db.await(
                new PgConversationViews(db.pg(), desk.json)
                        .findRecord(MAIN, new ClientId(CLIENT), 3, 50));
    }

    private List<HistoryRow> transcript(long session) {
        return db.await(
                new PgHistories(db.pg(), desk.json)
                        .findTranscript(MAIN, new SessionId(session), 0, 100));
    }

    private List<PastSession> sessions() {
        return db.await(
                new PgHistories(db.pg(), desk.json)
                        .findSessions(MAIN, new ClientId(CLIENT), 0, 100));
    }

    private int found() {
        return db.await(
                        new PgTranscriptSearch(db.pg(), desk.json)
                                .search(
                                        new Query(
                                                MAIN,
                                                SearchTerms.parse("hello"),
                                                Filter.NONE,
                                                null,
                                                20)))
                .hits()
                .size();
    }
}
