package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.Client;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.port.GuestViews.Guest;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgGuestViewsIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final AgentId ELITE = new AgentId("SELITE");
    private static final TenantId MAIN = new TenantId(1);
    private static final QueueId SALES = new QueueId(1);

    private Desk desk;
    private PgGuestViews target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        target = new PgGuestViews(db.pg(), desk.json);
    }

    private SessionId talk(long queue, ClientId client, String agent) {
        Assigned assigned = desk.talk(queue, client, agent);
        return assigned.session();
    }

    private void say(SessionId session, long seq, Party speaker, String text) {
        Instant at = Instant.now();
        Said said =
                new Said(
                        seq,
                        at,
                        speaker,
                        Message.Text.plain(text),
                        new MessageKey("k" + seq, null),
                        null,
                        null);
        String sender =
                speaker instanceof Party.OfClient(ClientId id)
                        ? "client:" + id.value()
                        : "agent:" + ((Party.OfAgent) speaker).id().value();
        db.await(
                db.pg()
                        .execute(
                                """
                                insert into session_event
                                    (session_id, seq, kind, sender, client_msg_id, body, at)
                                values ($1, $2, 'Said', $3, $4, $5::text::jsonb, now())
                                """,
                                Tuple.of(
                                        session.value(),
                                        seq,
                                        sender,
                                        "k" + seq,
                                        desk.json.write(said, SessionEvent.class))));
    }

    private static List<String> texts(List<HistoryRow> rows) {
        return rows.stream().map(row -> ((Message.Text) row.message()).text()).toList();
    }

    @Test
    void everyClientHasANumberOfItsOwnForEver() {
        ClientId first = desk.visitor();
        ClientId second = desk.visitor();

        long one = db.await(target.findNumber(first)).orElseThrow();
        long two = db.await(target.findNumber(second)).orElseThrow();

        assertThat(one).isPositive().isNotEqualTo(two);
        assertThat(db.await(new PgGuestViews(db.pg(), desk.json).findNumber(first))).contains(one);
        assertThat(db.await(target.findClient(MAIN, two)).map(Client::id)).contains(second);
        assertThat(db.await(target.findClient(new TenantId(2), two))).isEmpty();
        assertThat(db.await(target.findClient(MAIN, 999_999_999L))).isEmpty();
        assertThat(db.await(target.findNumber(new ClientId("nobody")))).isEmpty();
    }

    @Test
    void guestsAreTheAgentsOwnTheNewestWordFirst() {
        ClientId silent = desk.visitor();
        ClientId loud = desk.visitor();
        SessionId first = talk(1, loud, "SELITE");
        SessionId second = talk(2, silent, "SELITE");
        talk(1, desk.visitor(), "AE1EA");
        say(first, 2, new Party.OfClient(loud), "one");
        say(first, 3, new Party.OfAgent(ELITE), "two");

        List<Guest> guests = db.await(target.findGuests(ELITE));

        assertThat(guests).extracting(Guest::session).containsExactly(first, second);
        assertThat(guests).extracting(Guest::queue).containsExactly(SALES, new QueueId(2));
        HistoryRow last = guests.getFirst().last();
        assertThat(last.seq()).isEqualTo(3);
        assertThat(last.speaker()).isEqualTo(new Party.OfAgent(ELITE));
        assertThat(guests.getLast().last()).isNull();
        assertThat(guests).extracting(Guest::unread).containsExactly(1, 0);
        db.await(new PgReadMarks(db.pg()).mark(first, ELITE, 2));
        assertThat(db.await(target.findGuests(ELITE)).getFirst().unread()).isZero();
        assertThat(guests.getFirst().number())
                .isEqualTo(db.await(target.findNumber(loud)).orElseThrow());
        assertThat(db.await(target.findLoads(MAIN)))
                .containsEntry(ELITE, 2)
                .containsEntry(new AgentId("AE1EA"), 1)
                .hasSize(2);
        assertThat(db.await(target.findLoads(new TenantId(2)))).isEmpty();
    }

    @Test
    void whatWasSaidInAGroupComesInPages() {
        ClientId client = desk.visitor();
        SessionId session = talk(1, client, "SELITE");
        for (int i = 2; i <= 6; i++) {
            say(session, i, new Party.OfClient(client), "w" + i);
        }

        assertThat(texts(db.await(target.findWords(MAIN, client, SALES, 1, 2))))
                .containsExactly("w5", "w6");
        assertThat(texts(db.await(target.findWords(MAIN, client, SALES, 3, 2))))
                .containsExactly("w2");
        assertThat(db.await(target.findWords(MAIN, client, SALES, 4, 2))).isEmpty();
        assertThat(db.await(target.countWords(MAIN, client, SALES))).isEqualTo(5);
        assertThat(db.await(target.countWords(MAIN, client, new QueueId(2)))).isZero();
        assertThat(db.await(target.findWords(MAIN, client, new QueueId(2), 1, 9))).isEmpty();
        assertThat(db.await(target.countWords(new TenantId(2), client, SALES))).isZero();
    }

    @Test
    void whatWasSaidInVainIsAmongIt() {
        Waiting waiting = desk.someone(1);
        ClientId client = waiting.origin().client();
        desk.say(1, waiting, "k", "anybody?");
        assertThat(db.await(target.countWords(MAIN, client, SALES))).isZero();

        db.sql("update chat_request set status = 'TIMEOUT' where id = " + waiting.id().value());

        assertThat(texts(db.await(target.findWords(MAIN, client, SALES, 1, 9))))
                .containsExactly("anybody?");
        assertThat(db.await(target.countWords(MAIN, client, SALES))).isEqualTo(1);
    }
}
