package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgTranscriptIndexIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private Desk desk;
    private Past past;
    private PgTranscriptIndex target;
    private SessionId session;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        past = new Past(db, desk);
        target = new PgTranscriptIndex(db.pg(), desk.json);
        session = past.talk(desk.visitor(), 1, "SELITE");
    }

    /** Until there is nothing to do, twice: the first step only looks how far the log has come. */
    static void catchUp(PgTest db, PgTranscriptIndex index) {
        for (int quiet = 0; quiet < 3; ) {
            quiet = db.await(index.advance()) ? 0 : quiet + 1;
        }
    }

    @Test
    void whatIsSaidIsTakenInOnceAndNothingElse() {
        past.hear(session, 1, "我要退款");
        past.say(session, new Party.OfSystem(), 2, new Message.Notice(3, "..."));
        past.close(session, new Party.OfSystem(), "退款");

        catchUp(db, target);
        catchUp(db, target);

        assertThat(desk.texts("select session_id || ' ' || seq || ' ' || words from transcript"))
                .containsExactly(session.value() + " 2 '1/我要' '1/款' '1/要退' '1/退款'");
        assertThat(
                        desk.text(
                                "select count(*) from transcript t join session_event e"
                                        + " using (session_id, seq)"
                                        + " where t.id = e.id and t.at = e.at"))
                .isEqualTo("1");
    }

    @Test
    void anIdleIndexWritesNothing() {
        past.hear(session, 1, "hello");
        catchUp(db, target);
        String before = desk.text("select xmin from transcript_cursor");

        catchUp(db, target);

        assertThat(desk.text("select xmin from transcript_cursor")).isEqualTo(before);
    }

    @Test
    void aMessageThatIsCommittedLateIsNotLeftOut() throws SQLException {
        catchUp(db, target);
        try (Connection slow = db.connect()) {
            slow.setAutoCommit(false);
            insert(slow, 100, "late");
            past.hear(session, 1, "early");
            catchUp(db, target);
            assertThat(desk.count("transcript")).isZero();

            slow.commit();
        }
        catchUp(db, target);

        assertThat(desk.texts("select words from transcript order by id"))
                .containsExactly("'1/late'", "'1/early'");
    }

    @Test
    void whatWasNeverCommittedHoldsNothingUp() throws SQLException {
        try (Connection broken = db.connect()) {
            broken.setAutoCommit(false);
            insert(broken, 100, "never");
            past.hear(session, 1, "said");
            broken.rollback();
        }

        catchUp(db, target);

        assertThat(desk.texts("select words from transcript")).containsExactly("'1/said'");
    }

    /** The journal locks first; so its transaction is under way when it draws a number. */
    private void insert(Connection connection, long seq, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_current_xact_id()");
            statement.execute(
                    """
                    insert into session_event
                        (session_id, seq, kind, sender, client_msg_id, body, at)
                    values (%1$d, %2$d, 'Said', 'system', 'late%2$d',
                            '{"@":"Said","seq":%2$d,"at":"2026-01-01T12:00:00Z",
                              "speaker":{"@":"OfSystem"},"key":{"id":"late%2$d"},
                              "message":{"@":"Text","text":"%3$s","format":"PLAIN"}}', now())
                    """
                            .formatted(session.value(), seq, text));
        }
    }

    @Test
    void moreThanABatchIsTakenInStepByStep() {
        bulk(1200);
        db.await(target.advance());

        assertThat(db.await(target.advance())).isTrue();
        assertThat(desk.count("transcript"))
                .as("500, and one is the agent's coming")
                .isEqualTo(499);
        catchUp(db, target);

        assertThat(desk.count("transcript")).isEqualTo(1200);
        assertThat(
                        desk.text(
                                "select up_to = (select max(id) from session_event) from"
                                        + " transcript_cursor"))
                .isEqualTo("true");
    }

    @Test
    void severalAtOnceLeaveNothingOutAndTakeNothingTwice() {
        bulk(3000);
        db.await(target.advance());

        for (int round = 0; round < 10; round++) {
            db.await(
                    Future.all(
                            IntStream.range(0, 4)
                                    .mapToObj(_ -> new PgTranscriptIndex(db.pg(), desk.json))
                                    .map(PgTranscriptIndex::advance)
                                    .toList()));
        }
        catchUp(db, target);

        assertThat(desk.count("transcript")).isEqualTo(3000);
    }

    @Test
    void whatCannotBeReadHoldsNothingUp() {
        past.hear(session, 1, "before");
        past.hear(session, 2, "after");
        db.sql(
                """
                update session_event set body = '{"@":"Said","message":{"@":"Hologram"}}'
                where kind = 'Said' and seq = 2
                """);

        catchUp(db, target);

        assertThat(desk.texts("select words from transcript")).containsExactly("'1/after'");
    }

    @Test
    void correctedWordsStandWithThoseThatTheyCorrect() {
        past.hear(session, 1, "first");
        catchUp(db, target);
        past.hear(session, 2, "third");
        correct(2, "second");
        correct(3, "fourth");

        catchUp(db, target);

        assertThat(desk.texts("select seq || ' ' || words from transcript order by seq"))
                .containsExactly("2 '1/first' '1/second'", "3 '1/fourth' '1/third'");
        assertThat(
                        desk.text(
                                "select count(*) from transcript t join session_event e"
                                        + " using (session_id, seq)"
                                        + " where t.id = e.id and t.at = e.at"))
                .isEqualTo("2");
    }

    private void correct(long seq, String text) {
        db.sql(
                """
                alter table session_event drop constraint if exists session_event_kind_check;
                insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                select session_id, max(seq) + 1, 'MessageEdited', 'agent:SELITE', 'event.%2$s',
                       '{"@":"MessageEdited","of":%1$d,
                         "message":{"@":"Text","text":"%2$s","format":"PLAIN"}}', now()
                from session_event group by session_id
                """
                        .formatted(seq, text));
    }

    private void bulk(int messages) {
        db.sql(
                """
                insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                select %d, 1 + n, 'Said', 'system', 'm' || n,
                       jsonb_build_object('@', 'Said', 'seq', 1 + n, 'at', '2026-01-01T12:00:00Z',
                           'speaker', jsonb_build_object('@', 'OfSystem'),
                           'key', jsonb_build_object('id', 'm' || n),
                           'message', jsonb_build_object('@', 'Text', 'text', 'word' || n,
                                                         'format', 'PLAIN')), now()
                from generate_series(1, %d) n
                """
                        .formatted(session.value(), messages));
    }
}
