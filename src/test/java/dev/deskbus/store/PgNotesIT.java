package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.tools.Note;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Subject.OfClient;
import dev.deskbus.domain.tools.Subject.OfSession;
import dev.deskbus.port.Notes;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgNotesIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final TenantId FAR = new TenantId(2);
    private static final AgentId ELITE = new AgentId("SELITE");
    private static final AgentId LORI = new AgentId("AE1EA");

    private Desk desk;
    private Past past;
    private PgNotes target;
    private ClientId client;
    private SessionId session;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        past = new Past(db, desk);
        target = new PgNotes(db.pg());
        client = desk.visitor();
        session = past.talk(client, 1, "SELITE");
    }

    @Test
    void aNoteIsOnAClientOrOnASession() {
        Note onClient = add(new OfClient(client), ELITE, "急躁");
        Note onSession = add(new OfSession(session), LORI, "已补发");

        assertThat(onClient.client()).isEqualTo(client);
        assertThat(onClient.session()).isNull();
        assertThat(onSession.client()).isEqualTo(client);
        assertThat(onSession.session()).isEqualTo(session);
        assertThat(onSession.author()).isEqualTo(LORI);
        assertThat(find(new OfClient(client))).containsExactly(onSession, onClient);
        assertThat(find(new OfSession(session))).containsExactly(onSession);
    }

    @Test
    void notesFollowTheClientWhenItIsKnown() {
        ClientId known = desk.visitor();
        Note before = add(new OfClient(client), ELITE, "about the visitor");
        Note there = add(new OfSession(session), ELITE, "about the session");

        past.identify(session, known);

        assertThat(find(new OfClient(known)))
                .extracting(Note::text)
                .containsExactly("about the session", "about the visitor");
        assertThat(find(new OfClient(known)).getFirst().client()).isEqualTo(known);
        assertThat(find(new OfClient(known)).getFirst().id()).isEqualTo(there.id());
        assertThat(find(new OfClient(client))).containsExactly(before);
    }

    @Test
    void pagesEndWhereTheNextBegin() {
        Note first = add(new OfClient(client), ELITE, "1");
        Note second = add(new OfClient(client), ELITE, "2");
        Note third = add(new OfClient(client), ELITE, "3");

        assertThat(db.await(target.find(MAIN, new OfClient(client), 0, 1)))
                .containsExactly(third, second);
        assertThat(db.await(target.find(MAIN, new OfClient(client), third.id(), 9)))
                .containsExactly(second, first);
        assertThat(db.await(target.find(MAIN, new OfSession(session), 0, 9))).isEmpty();
    }

    @Test
    void aRepeatIsTheSameNote() {
        Note note = db.await(target.add(MAIN, new OfClient(client), ELITE, "once", "k1"));

        assertThat(db.await(target.add(MAIN, new OfClient(client), ELITE, "once", "k1")))
                .isEqualTo(note);
        assertThat(db.await(target.add(MAIN, new OfClient(client), LORI, "once", "k1")).id())
                .isNotEqualTo(note.id());
        assertThat(find(new OfClient(client))).hasSize(2);
    }

    @Test
    void tenantsNeverSeeEachOthers() {
        Note note = add(new OfClient(client), ELITE, "secret");

        assertThat(db.await(target.find(FAR, new OfClient(client), 0, 9))).isEmpty();
        assertThat(db.await(target.find(FAR, new OfSession(session), 0, 9))).isEmpty();
        refuses(ErrorCode.NOTE_UNKNOWN, () -> db.await(target.get(FAR, note.id())));
        db.await(target.remove(FAR, note.id()));
        assertThat(db.await(target.get(MAIN, note.id()))).isEqualTo(note);

        db.await(target.remove(MAIN, note.id()));

        refuses(ErrorCode.NOTE_UNKNOWN, () -> db.await(target.get(MAIN, note.id())));
    }

    @Test
    void thereAreNoMoreThanTheMost() {
        db.sql(
                """
                insert into note (tenant_id, client_id, agent_id, text)
                select 1, '%s', 'SELITE', 'text' from generate_series(1, %d)
                """
                        .formatted(client.value(), Notes.MOST));

        refuses(ErrorCode.LIMIT_REACHED, () -> add(new OfClient(client), ELITE, "one too many"));
        add(new OfSession(session), ELITE, "elsewhere");
    }

    private Note add(Subject subject, AgentId author, String text) {
        return db.await(target.add(MAIN, subject, author, text, null));
    }

    private List<Note> find(Subject subject) {
        return db.await(target.find(MAIN, subject, 0, 100));
    }

    private static void refuses(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
