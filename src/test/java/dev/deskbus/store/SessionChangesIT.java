package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.port.ConversationViews.Changes;
import dev.deskbus.port.ConversationViews.Move;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the logs of all sessions have got (docs/decisions/0121). */
class SessionChangesIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private Desk desk;
    private PgConversationViews target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgConversationViews(db.pg(), desk.json);
    }

    @Test
    void whatAnyLogHasGotSinceAMarkIsFoundWithWhoIsInTheSessionsThatChanged() {
        SessionId quiet = talk("SELITE");
        SessionId one = talk("SELITE");
        long before = db.await(target.findMark());
        db.sql(said(one, 2));
        SessionId two = talk("AE1EA");
        long after = db.await(target.findMark());

        Changes changes = db.await(target.findChanges(before, after));

        assertThat(changes.lastSeqs()).isEqualTo(Map.of(one, 2L, two, 1L));
        assertThat(changes.moves())
                .containsExactly(new Move(new AgentId("AE1EA"), two, client(two), true));
        assertThat(db.await(target.findChanges(after, after)).lastSeqs()).isEmpty();
        assertThat(db.await(target.findChanges(0, before)).lastSeqs())
                .isEqualTo(Map.of(quiet, 1L, one, 1L));
    }

    @Test
    void aMoveSaysWhetherTheAgentIsStillInTheSession() {
        SessionId left = talk("SELITE");
        SessionId watched = talk("SELITE");
        SessionId closed = talk("SELITE");
        db.sql("update session_agent set left_at = now() where session_id <> " + closed.value());
        db.sql("insert into session_watch values (" + watched.value() + ", 'SELITE')");
        db.sql("update chat_session set state = 'Closed' where id = " + closed.value());

        List<Move> moves = db.await(target.findChanges(0, db.await(target.findMark()))).moves();

        assertThat(moves)
                .extracting(Move::session)
                .containsExactlyInAnyOrder(left, watched, closed);
        assertThat(moves).filteredOn(Move::open).extracting(Move::session).containsOnly(watched);
    }

    /** Why rounds look back two marks. */
    @Test
    void whatHadItsNumberBeforeAMarkMayBeWrittenAfterIt() throws Exception {
        SessionId talk = talk("SELITE");
        long first = db.await(target.findMark());
        try (Connection slow = db.connect()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute(said(talk, 2));
            long second = db.await(target.findMark());
            assertThat(second).isGreaterThan(first);
            assertThat(db.await(target.findChanges(first, second)).lastSeqs()).isEmpty();

            slow.commit();

            assertThat(db.await(target.findChanges(second, db.await(target.findMark()))).lastSeqs())
                    .isEmpty();
            assertThat(db.await(target.findChanges(first, second)).lastSeqs())
                    .isEqualTo(Map.of(talk, 2L));
        }
    }

    private ClientId client(SessionId session) {
        return db.await(target.findSession(session)).orElseThrow().client();
    }

    private SessionId talk(String agent) {
        return ((Assigned) db.await(desk.assign(1, desk.someone(1), agent))).session();
    }

    private static String said(SessionId session, long seq) {
        return """
                insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                values (%d, %d, 'Said', 'system', 'one', '{}', now())
                """
                .formatted(session.value(), seq);
    }
}
