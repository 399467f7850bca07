package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.Rating;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.tools.Subject;
import dev.deskbus.domain.tools.Subject.OfClient;
import dev.deskbus.domain.tools.Subject.OfSession;
import dev.deskbus.domain.tools.Tag;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.PastSession;
import dev.deskbus.port.PastSession.End;
import dev.deskbus.port.PastSession.Participant;
import dev.deskbus.port.PastSession.Queue;
import dev.deskbus.port.PastSession.Rated;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgHistoriesIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);
    private static final TenantId FAR = new TenantId(2);
    private static final AgentId ELITE = new AgentId("SELITE");

    private Desk desk;
    private Past past;
    private PgHistories target;
    private ClientId client;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        past = new Past(db, desk);
        target = new PgHistories(db.pg(), desk.json);
        client = desk.visitor();
    }

    @Test
    void aSessionIsShownWithEverythingThatIsKnownOfIt() {
        SessionId session = past.talk(client, 1, "SELITE");
        past.rate(session, 3, "慢");
        past.rate(session, 1, "好");
        past.close(session, new Party.OfAgent(ELITE), "closed by the agent");
        tag(new OfSession(session), "投诉");
        db.sql(
                "insert into note (tenant_id, session_id, agent_id, text)"
                        + " values (1, %d, 'SELITE', 'x')".formatted(session.value()));

        PastSession shown = sessions(client, 0, 9).getFirst();

        assertThat(shown.id()).isEqualTo(session);
        assertThat(shown.client().id()).isEqualTo(client);
        assertThat(shown.channel()).isEqualTo(Protocol.TPI_V2);
        assertThat(shown.source()).isEqualTo("APP");
        assertThat(shown.queue()).isEqualTo(new Queue(new QueueId(1), "售前"));
        assertThat(shown.kind()).isEqualTo(SessionKind.HUMAN);
        assertThat(shown.end())
                .isEqualTo(
                        new End(
                                Past.NOON.plusSeconds(3600),
                                new Party.OfAgent(ELITE),
                                "closed by the agent"));
        assertThat(shown.agents()).containsExactly(new Participant(1, "Elite"));
        assertThat(shown.rating()).isEqualTo(new Rated(new Rating(1, "好", null), "满意"));
        assertThat(shown.tags()).containsExactly(new Tag("投诉"));
        assertThat(shown.notes()).isEqualTo(1);
    }

    @Test
    void anOpenSessionHasNoEndAndAnUnknownRatingNoName() {
        SessionId session = past.talk(client, 3, "BOT001");
        past.rate(session, 77, "");

        PastSession shown = sessions(client, 0, 9).getFirst();

        assertThat(shown.end()).isNull();
        assertThat(shown.kind()).isEqualTo(SessionKind.ROBOT);
        assertThat(shown.agents()).containsExactly(new Participant(0, "小迪"));
        assertThat(shown.rating()).isEqualTo(new Rated(new Rating(77, "", null), ""));
        assertThat(shown.tags()).isEmpty();
    }

    @Test
    void theChannelIsTheWireThatTheSessionCameBy() {
        SessionId called = over(past.talk(client, 1, "SELITE"));
        SessionId polled = over(past.talk(client, 1, "SELITE"));
        db.sql(
                """
                update chat_session set target = jsonb_set(target, '{protocol}', '"WECHAT"')
                where id = %d;
                update chat_session set target = null where id = %d;
                update chat_request set source = null;
                """
                        .formatted(called.value(), polled.value()));

        assertThat(sessions(client, 0, 9))
                .extracting(PastSession::channel)
                .containsExactly(Protocol.TPI_V2, Protocol.WECHAT);
        assertThat(sessions(client, 0, 9)).extracting(PastSession::source).containsOnly("");

        db.sql(
                "update client set wire = 'TPI_V1', integration = 'default', outer_id = 'u1'"
                        + " where id = '"
                        + client.value()
                        + "'");
        assertThat(sessions(client, 0, 9).getFirst().channel()).isEqualTo(Protocol.TPI_V1);
    }

    @Test
    void theNewestComesFirstAndPagesEndWhereTheNextBegin() {
        SessionId first = over(past.talk(client, 1, "SELITE"));
        SessionId second = over(past.talk(client, 2, "AE1EA"));
        SessionId third = past.talk(client, 1, "000169");
        past.talk(desk.visitor(), 1, "SELITE");

        assertThat(sessions(client, 0, 1))
                .extracting(PastSession::id)
                .containsExactly(third, second);
        assertThat(sessions(client, second.value(), 9))
                .extracting(PastSession::id)
                .containsExactly(first);
        assertThat(sessions(client, first.value(), 9)).isEmpty();
    }

    @Test
    void whoTurnedOutToBeKnownBringsItsSessionsAlong() {
        ClientId known = desk.visitor();
        SessionId old = over(past.talk(known, 1, "SELITE"));
        SessionId before = over(past.talk(client, 1, "SELITE"));
        SessionId merged = past.talk(client, 1, "SELITE");

        past.identify(merged, known);

        assertThat(sessions(known, 0, 9))
                .extracting(PastSession::id)
                .containsExactly(merged, before, old);
        assertThat(sessions(known, 0, 9))
                .extracting(session -> session.client().id())
                .containsExactly(known, client, known);
        assertThat(sessions(client, 0, 9)).extracting(PastSession::id).containsExactly(before);
    }

    @Test
    void sessionsAreFoundByTheirTagsAndTheirClients() {
        SessionId tagged = over(past.talk(client, 1, "SELITE"));
        SessionId other = over(past.talk(client, 1, "SELITE"));
        ClientId vip = desk.visitor();
        SessionId ofVip = past.talk(vip, 1, "SELITE");
        tag(new OfSession(tagged), "VIP");
        tag(new OfClient(vip), "VIP");
        tag(new OfSession(ofVip), "VIP");

        assertThat(tagged("VIP", 0, 9)).containsExactly(ofVip, tagged).doesNotContain(other);
        assertThat(tagged("VIP", 0, 1)).containsExactly(ofVip, tagged);
        assertThat(tagged("VIP", ofVip.value(), 9)).containsExactly(tagged);
        assertThat(tagged("none", 0, 9)).isEmpty();
        assertThat(db.await(target.findTagged(FAR, new Tag("VIP"), 0, 9))).isEmpty();
    }

    @Test
    void aTranscriptIsReadFromItsEnd() {
        SessionId session = past.talk(client, 1, "SELITE");
        past.hear(session, 1, "one");
        past.say(session, "SELITE", 2, "two");
        past.hear(session, 3, "three");

        assertThat(transcript(MAIN, session, 0, 2)).containsExactly("three", "two", "one");
        assertThat(transcript(MAIN, session, 3, 9)).containsExactly("one");
        assertThat(transcript(FAR, session, 0, 9)).isEmpty();
    }

    @Test
    void whatIsAnotherTenantsIsUnknown() {
        SessionId session = past.talk(client, 1, "SELITE");

        db.await(target.require(MAIN, new OfClient(client)));
        db.await(target.require(MAIN, new OfSession(session)));
        refuses(ErrorCode.CLIENT_UNKNOWN, FAR, new OfClient(client));
        refuses(ErrorCode.SESSION_UNKNOWN, FAR, new OfSession(session));
        refuses(ErrorCode.CLIENT_UNKNOWN, MAIN, new OfClient(new ClientId("nobody")));
        refuses(ErrorCode.SESSION_UNKNOWN, MAIN, new OfSession(new SessionId(999_999)));
        assertThat(db.await(target.findSessions(FAR, client, 0, 9))).isEmpty();
    }

    private void refuses(ErrorCode code, TenantId tenant, Subject subject) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> db.await(target.require(tenant, subject)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private SessionId over(SessionId session) {
        past.close(session, new Party.OfSystem(), "idle");
        return session;
    }

    private void tag(Subject subject, String tag) {
        db.await(new PgTags(db.pg()).add(MAIN, subject, new Tag(tag), ELITE));
    }

    private List<PastSession> sessions(ClientId of, long before, int limit) {
        return db.await(target.findSessions(MAIN, of, before, limit));
    }

    private List<SessionId> tagged(String tag, long before, int limit) {
        return db.await(target.findTagged(MAIN, new Tag(tag), before, limit)).stream()
                .map(PastSession::id)
                .toList();
    }

    private List<String> transcript(TenantId tenant, SessionId session, long before, int limit) {
        return db.await(target.findTranscript(tenant, session, before, limit)).stream()
                .map(HistoryRow::message)
                .map(message -> ((Message.Text) message).text())
                .toList();
    }
}
