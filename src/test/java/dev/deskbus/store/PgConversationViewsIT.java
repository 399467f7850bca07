package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.ConversationViews.Standing;
import dev.deskbus.port.ConversationViews.Talk;
import dev.deskbus.port.ConversationViews.Waiter;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import dev.deskbus.port.RequestView;
import dev.deskbus.port.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgConversationViewsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AgentId ELITE = new AgentId("SELITE");
    private static final AgentId OTHER = new AgentId("OTHER1");
    private static final TenantId MAIN = new TenantId(1);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Desk desk;
    private PgConversationViews target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgConversationViews(db.pg(), desk.json);
    }

    @Test
    void aWaitingRequestHasItsRankAndAnAcceptedOneItsSession() {
        Waiting first = desk.someone(1);
        Waiting second = desk.someone(1);

        assertThat(db.await(target.findRequest(second.id())))
                .contains(
                        new RequestView(
                                second.id(),
                                second.origin().client(),
                                new QueueId(1),
                                RequestStatus.WAITING,
                                2,
                                null,
                                null));
        SessionId session = talk(first, 1, "SELITE");
        assertThat(db.await(target.findRequest(first.id())))
                .contains(
                        new RequestView(
                                first.id(),
                                first.origin().client(),
                                new QueueId(1),
                                RequestStatus.ACCEPTED,
                                0,
                                session,
                                ELITE));
        assertThat(db.await(target.findWaiting(second.origin().client())).orElseThrow().position())
                .isEqualTo(1);
        assertThat(db.await(target.findWaiting(first.origin().client()))).isEmpty();
        assertThat(db.await(target.findRequest(new RequestId(999)))).isEmpty();
    }

    @Test
    void aHigherPriorityComesFirst() {
        Waiting first = desk.someone(1);
        Waiting second = desk.someone(1);
        db.sql("update chat_request set priority = 1 where id = " + second.id().value());

        assertThat(db.await(target.findRequest(first.id())).orElseThrow().position()).isEqualTo(2);
        assertThat(db.await(target.findRequest(second.id())).orElseThrow().position()).isEqualTo(1);
    }

    @Test
    void aSessionIsFoundOpenAndClosed() {
        Waiting waiting = desk.someone(1);
        ClientId client = waiting.origin().client();
        SessionId session = talk(waiting, 1, "SELITE");
        var open =
                new SessionView(
                        session,
                        MAIN,
                        client,
                        new QueueId(1),
                        SessionKind.HUMAN,
                        true,
                        List.of(ELITE),
                        null);

        assertThat(db.await(target.findOpenSession(client))).contains(open);
        assertThat(db.await(target.findSession(session))).contains(open);
        assertThat(db.await(target.findTalk(ELITE, client))).contains(open);
        assertThat(db.await(target.findTalk(new AgentId("AE1EA"), client))).isEmpty();

        db.sql(
                """
                update chat_session set state = 'Closed', closed_at = clock_timestamp();
                update session_agent set left_at = (select closed_at from chat_session);
                """);
        assertThat(db.await(target.findOpenSession(client))).isEmpty();
        assertThat(db.await(target.findTalk(ELITE, client))).isEmpty();
        assertThat(db.await(target.findTalks(ELITE))).isEmpty();
        SessionView closed = db.await(target.findSession(session)).orElseThrow();
        assertThat(closed.open()).isFalse();
        assertThat(closed.agents()).containsExactly(ELITE);
    }

    @Test
    void whoWaitsIsSeenByThoseWhoServeTheQueue() {
        Waiting second = desk.someone(2);
        Waiting first = desk.someone(1);
        for (int i = 1; i <= 11; i++) {
            desk.say(1, first, "k" + i, "word " + i);
        }

        List<Waiter> waiters = db.await(target.findWaiters(ELITE));

        assertThat(waiters).extracting(Waiter::request).containsExactly(first.id(), second.id());
        assertThat(waiters.getFirst().lastMessages())
                .hasSize(10)
                .startsWith(Message.Text.plain("word 2"))
                .endsWith(Message.Text.plain("word 11"));
        assertThat(db.await(target.findWaiters(new AgentId("BOSS1"))))
                .extracting(Waiter::request)
                .containsExactly(second.id());
    }

    @Test
    void theTalksOfAnAgentAreItsOwnOldestFirst() {
        Waiting first = desk.someone(1);
        desk.say(1, first, "a", "hello");
        SessionId one = talk(first, 1, "SELITE");
        SessionId two = talk(desk.someone(1), 1, "SELITE");
        talk(desk.someone(1), 1, "AE1EA");

        List<Talk> talks = db.await(target.findTalks(ELITE));

        assertThat(talks).extracting(Talk::session).containsExactly(one, two);
        assertThat(talks.getFirst().lastMessages()).containsExactly(Message.Text.plain("hello"));
        assertThat(talks.getLast().lastMessages()).isEmpty();
    }

    @Test
    void tenantsNeverSeeEachOther() {
        // Even an agent that was put into a queue of another tenant by mistake.
        db.sql("insert into queue_agent values (1, 'OTHER1')");
        Waiting waiting = desk.someone(1);
        ClientId client = waiting.origin().client();
        desk.say(1, waiting, "a", "secret");

        assertThat(db.await(target.findWaiters(OTHER))).isEmpty();
        talk(waiting, 1, "SELITE");
        assertThat(db.await(target.findTalks(OTHER))).isEmpty();
        assertThat(db.await(target.findTalk(OTHER, client))).isEmpty();
        assertThat(db.await(target.findRecord(new TenantId(2), client, 1, 10))).isEmpty();
        assertThat(db.await(target.findRecord(MAIN, client, 1, 10))).hasSize(1);
        assertThat(db.await(target.findClient(new TenantId(2), client))).isEmpty();
        assertThat(db.await(target.findClient(MAIN, client)).orElseThrow().id()).isEqualTo(client);
    }

    @Test
    void aHistoryKnowsHowLongTheClientWaited() {
        Waiting waiting = desk.someone(1);
        ClientId client = waiting.origin().client();
        SessionId session = talk(waiting, 1, "SELITE");
        Party visitor = new Party.OfClient(client);
        Party elite = new Party.OfAgent(ELITE);
        say(session, 2, 0, visitor, "hello?");
        say(session, 3, 30, visitor, "anybody?");
        say(session, 4, 35, new Party.OfSystem(), "please wait");
        say(session, 5, 36, new Party.OfAgent(new AgentId("BOT001")), "beep");
        say(session, 6, 50, elite, "hi");
        say(session, 7, 70, visitor, "at last");
        say(session, 8, 72, elite, "yes");

        List<HistoryRow> rows = history(new HistoryQuery(client, null, 0, 0, 10, false));

        assertThat(rows).extracting(HistoryRow::seq).containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L);
        assertThat(rows).extracting(HistoryRow::replyDelay).containsExactly(2, 0, 0, 6, 0, 0, 0);
        assertThat(rows)
                .extracting(HistoryRow::firstReply)
                .containsExactly(false, false, true, false, false, false, false);
        assertThat(rows.getFirst().message()).isEqualTo(Message.Text.plain("yes"));
        assertThat(rows.getFirst().speaker()).isEqualTo(elite);
        assertThat(rows.getFirst().at()).isEqualTo(NOON.plusSeconds(72));
    }

    @Test
    void aSessionKnowsWhereItsCallbacksGo() {
        SessionId session = talk(desk.someone(1), 1, "SELITE");
        assertThat(db.await(target.findTarget(session))).contains(Desk.TARGET);
        db.sql("update chat_session set target = null");
        assertThat(db.await(target.findTarget(session))).isEmpty();
        assertThat(db.await(target.findTarget(new SessionId(999)))).isEmpty();
    }

    @Test
    void aHistoryIsReadPageByPageOverSessions() {
        Waiting first = desk.someone(1);
        ClientId client = first.origin().client();
        SessionId older = talk(first, 1, "SELITE");
        say(older, 2, 0, new Party.OfClient(client), "one");
        say(older, 3, 1, new Party.OfClient(client), "two");
        db.sql("update chat_session set state = 'Closed', token_key = 'old'");
        Waiting again = desk.waiting(client);
        db.await(desk.enqueue(1, again));
        SessionId newer = talk(again, 1, "SELITE");
        say(newer, 2, 2, new Party.OfClient(client), "three");

        List<HistoryRow> page = history(new HistoryQuery(client, null, 0, 0, 1, false));
        assertThat(page).extracting(PgConversationViewsIT::text).containsExactly("three", "two");
        assertThat(history(new HistoryQuery(client, null, 0, page.getLast().id(), 5, false)))
                .extracting(PgConversationViewsIT::text)
                .containsExactly("one");
        assertThat(history(new HistoryQuery(client, null, older.value(), 0, 5, false)))
                .extracting(PgConversationViewsIT::text)
                .containsExactly("two", "one");
        assertThat(history(new HistoryQuery(client, new TokenKey("old"), 0, 0, 5, false)))
                .extracting(HistoryRow::session)
                .containsOnly(older);
        assertThat(history(new HistoryQuery(client, null, 0, 0, 5, true))).isEmpty();
        assertThat(db.await(target.findRecord(MAIN, client, 1, 2)))
                .extracting(PgConversationViewsIT::text)
                .containsExactly("two", "three");
        assertThat(db.await(target.findRecord(MAIN, client, 2, 2)))
                .extracting(PgConversationViewsIT::text)
                .containsExactly("one");
    }

    @Test
    void theLogOfEachOpenSessionStandsSomewhere() {
        Waiting waiting = desk.someone(1);
        desk.say(1, waiting, "a", "hello");
        SessionId one = talk(waiting, 1, "SELITE");
        SessionId two = talk(desk.someone(1), 1, "SELITE");
        SessionId third = talk(desk.someone(1), 1, "AE1EA");
        AgentId lori = new AgentId("AE1EA");

        List<Standing> standings = db.await(target.findStandings(Set.of(ELITE, lori)));

        assertThat(standings).extracting(Standing::session).containsExactly(one, two, third);
        assertThat(standings).extracting(Standing::agent).containsExactly(ELITE, ELITE, lori);
        assertThat(standings).extracting(Standing::lastSeq).containsExactly(2L, 1L, 1L);
        assertThat(standings.getFirst().client().id()).isEqualTo(waiting.origin().client());
        assertThat(db.await(target.findStandings(Set.of(OTHER)))).isEmpty();
        assertThat(db.await(target.findStandings(Set.of()))).isEmpty();

        db.sql("update chat_session set state = 'Closed' where id = " + one.value());
        db.sql("update session_agent set left_at = now() where session_id = " + two.value());
        assertThat(db.await(target.findStandings(Set.of(ELITE)))).isEmpty();
    }

    @Test
    void anAssignmentSaysWhereItsLogStands() {
        Waiting waiting = desk.someone(1);
        desk.say(1, waiting, "a", "hello");
        desk.say(1, waiting, "b", "anybody?");

        Assigned talk = (Assigned) db.await(desk.assign(1, waiting, "SELITE"));

        assertThat(db.await(target.findStandings(Set.of(ELITE))))
                .extracting(Standing::lastSeq)
                .containsExactly(talk.lastSeq());
    }

    @Test
    void wordsAreFoundAfterANumberInTheirOrder() {
        Waiting waiting = desk.someone(1);
        Party visitor = new Party.OfClient(waiting.origin().client());
        desk.say(1, waiting, "a", "hello");
        SessionId session = talk(waiting, 1, "SELITE");
        say(session, 3, 0, visitor, "one");
        say(session, 4, 1, new Party.OfAgent(ELITE), "two");
        say(session, 6, 3, visitor, "three");

        assertThat(db.await(target.findSaid(session, 0, 9)))
                .extracting(Said::seq)
                .containsExactly(2L, 3L, 4L, 6L);
        assertThat(db.await(target.findSaid(session, 2, 2)))
                .extracting(Said::message)
                .containsExactly(Message.Text.plain("one"), Message.Text.plain("two"));
        assertThat(db.await(target.findSaid(session, 6, 2))).isEmpty();
    }

    private List<HistoryRow> history(HistoryQuery query) {
        return db.await(target.findHistory(query));
    }

    private SessionId talk(Waiting waiting, long queue, String agent) {
        return ((Assigned) db.await(desk.assign(queue, waiting, agent))).session();
    }

    private void say(SessionId session, long seq, int second, Party speaker, String text) {
        Said said =
                new Said(
                        seq,
                        NOON.plusSeconds(second),
                        speaker,
                        Message.Text.plain(text),
                        new MessageKey("m" + seq, null),
                        null,
                        null);
        EventRow row = EventRow.of(said, desk.json);
        db.sql(
                """
                insert into session_event (session_id, seq, kind, sender, client_msg_id, body, at)
                values (%d, %d, '%s', '%s', '%s', '%s', '%s')
                """
                        .formatted(
                                session.value(),
                                seq,
                                row.kind(),
                                row.sender(),
                                row.key(),
                                desk.json.write(said, SessionEvent.class),
                                row.at()));
    }

    private static String text(HistoryRow row) {
        return ((Message.Text) row.message()).text();
    }
}
