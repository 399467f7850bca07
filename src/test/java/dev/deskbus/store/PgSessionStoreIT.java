package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Session;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.domain.session.SessionEvent.AgentLeft;
import dev.deskbus.domain.session.SessionEvent.ClientResumed;
import dev.deskbus.domain.session.SessionEvent.Closed;
import dev.deskbus.domain.session.SessionEvent.IdleWarned;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionState;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import dev.deskbus.port.Written;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgSessionStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AgentId ANN = new AgentId("ANN");
    private static final AgentId BOB = new AgentId("BOB");
    private static Talks talks;

    private final SealedJson json = new SealedJson();
    private final PgSessionStore store = new PgSessionStore(db.pg(), json);
    private final PgSessionJournal journal = new PgSessionJournal(db.vertx(), db.pg(), json);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeAll
    static void fill() {
        talks = new Talks(db);
    }

    @Test
    void whatIsLoadedIsWhatLived() {
        Facts facts = talks.open(1, "ANN", "BOB");
        List<SessionEvent> log =
                List.of(
                        new AgentJoined(1, now.minusSeconds(900), ANN),
                        said(2, facts, now.minusSeconds(600), "old"),
                        new AgentJoined(3, now.minusSeconds(500), BOB),
                        said(4, facts, now.minusSeconds(60), "new"),
                        new AgentLeft(5, now.minusSeconds(50), ANN),
                        said(6, facts, now.minusSeconds(30), null),
                        new IdleWarned(7, now, "still there?"));
        write(facts, log);

        assertThat(db.await(store.load(facts.id()))).hasValue(replayed(facts, log));
    }

    @Test
    void whoComesBackUnderAnotherLoginIsCalledThere() {
        Facts facts = talks.open(4, "ANN");
        CallbackTarget elsewhere =
                new CallbackTarget(CallbackTarget.Protocol.TPI_V2, "http://127.0.0.1:2/y", "demo");
        List<SessionEvent> log =
                List.of(
                        new AgentJoined(1, now, ANN),
                        new ClientResumed(2, now, facts.client(), new TokenKey("beef"), elsewhere));
        write(facts, log);

        SessionState loaded = db.await(store.load(facts.id())).orElseThrow();

        assertThat(loaded.facts().target()).isEqualTo(elsewhere);
        assertThat(loaded.lastSeq()).isEqualTo(2);
        assertThat(
                        db.await(
                                db.pg()
                                        .one(
                                                "select token_key from chat_session where id = $1",
                                                Tuple.of(4L),
                                                row -> row.getString(0))))
                .hasValue("beef");
    }

    @Test
    void theLastWordCountsHoweverOldItIs() {
        Facts facts = talks.open(2, "ANN");
        List<SessionEvent> log =
                List.of(
                        new AgentJoined(1, now.minusSeconds(9000), ANN),
                        said(2, facts, now.minusSeconds(8000), "x"),
                        said(3, facts, now.minusSeconds(7000), "y"));
        write(facts, log);

        SessionState.Open open = (SessionState.Open) db.await(store.load(facts.id())).orElseThrow();

        assertThat(open.lastSeq()).isEqualTo(3);
        assertThat(open.lastWordAt()).isEqualTo(now.minusSeconds(7000));
    }

    @Test
    void aClosedSessionKeepsWhoTookPart() {
        Facts facts = talks.open(3, "ANN");
        write(
                facts,
                List.of(
                        new AgentJoined(1, now, ANN),
                        new Closed(2, now, new Party.OfAgent(ANN), "done")));

        assertThat(db.await(store.load(facts.id())))
                .hasValue(
                        new SessionState.Closed(
                                facts, List.of(ANN), 2, new Party.OfAgent(ANN), now));
    }

    @Test
    void whatNeverWasIsNotFound() {
        assertThat(db.await(store.load(new SessionId(987)))).isEmpty();
    }

    @Test
    void onlyOpenSessionsOfTheseShardsWhoseTimeHasComeAreDue() {
        Facts due = talks.open(20);
        Facts later = talks.open(21);
        Facts never = talks.open(22);
        Facts closed = talks.open(23);
        List<Shard> shards =
                List.of(due, later, never, closed).stream().map(f -> Shard.of(f.id())).toList();
        lookAgainAt(due, now.minusSeconds(1));
        lookAgainAt(later, now.plusSeconds(60));
        lookAgainAt(closed, now.minusSeconds(1));
        write(closed, List.of(new Closed(1, now, new Party.OfSystem(), "idle")));

        assertThat(db.await(store.findDue(shards, 10))).containsExactly(due.id());
        assertThat(db.await(store.findDue(List.of(), 10))).isEmpty();
    }

    @Test
    void lookingAgainIsFencedAndNeedsAnOpenSession() {
        Facts facts = talks.open(30);
        Fence stale = talks.own(facts, "n1");
        Fence mine = talks.own(facts, "n2");

        assertThat(db.await(store.lookAgainAt(stale, facts.id(), now))).isEqualTo(Written.FENCED);
        assertThat(db.await(store.lookAgainAt(mine, facts.id(), now))).isEqualTo(Written.STORED);
        write(facts, List.of(new Closed(1, now, new Party.OfSystem(), "idle")));
        assertThat(lookAgainAt(facts, now)).isEqualTo(Written.CONFLICT);
    }

    private void write(Facts facts, List<SessionEvent> events) {
        Append append = new Append(talks.own(facts, "n1"), facts, 0, events, List.of(), null);
        assertThat(db.await(journal.append(append))).isEqualTo(new Appended.Stored());
    }

    private Written lookAgainAt(Facts facts, Instant when) {
        return db.await(store.lookAgainAt(talks.own(facts, "n1"), facts.id(), when));
    }

    private static SessionState replayed(Facts facts, List<SessionEvent> log) {
        Instant openedAt =
                db.await(
                                db.pg()
                                        .one(
                                                "select opened_at from chat_session where id = $1",
                                                Tuple.of(facts.id().value()),
                                                row -> row.getOffsetDateTime(0).toInstant()))
                        .orElseThrow();
        SessionState state = Session.begin(facts, openedAt);
        for (SessionEvent event : log) {
            state = Session.evolve(state, event);
        }
        return state;
    }

    private static Said said(long seq, Facts facts, Instant at, String recent) {
        return new Said(
                seq,
                at,
                new Party.OfClient(facts.client()),
                Text.plain("word " + seq),
                new MessageKey("m" + seq, recent),
                null,
                null);
    }
}
