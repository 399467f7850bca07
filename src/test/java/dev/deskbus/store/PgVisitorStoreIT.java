package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.queue.RequestStatus;
import dev.deskbus.domain.session.SessionEvent;
import dev.deskbus.domain.session.SessionEvent.AgentJoined;
import dev.deskbus.port.ClientStore.Grant;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import dev.deskbus.port.VisitorStore.Asked;
import dev.deskbus.port.VisitorStore.Receipt;
import dev.deskbus.port.VisitorStore.Receipt.OfRequest;
import dev.deskbus.port.VisitorStore.Receipt.OfSession;
import dev.deskbus.port.VisitorStore.Standing;
import dev.deskbus.port.VisitorStore.Talk;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PgVisitorStoreIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private Desk desk;
    private PgVisitorStore target;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        db.sql("truncate visitor_receipt");
        target = new PgVisitorStore(db.pg(), desk.json);
    }

    private Standing standing(ClientId client) {
        return db.await(target.findStandings(Set.of(client)))
                .getOrDefault(client, Standing.NOTHING);
    }

    private void confirm(Receipt... receipts) {
        db.await(target.confirm(List.of(receipts)));
    }

    private static ClientId client(Waiting waiting) {
        return waiting.origin().client();
    }

    private SessionId talk(Waiting waiting) {
        return ((Assigned) db.await(desk.assign(1, waiting, "SELITE"))).session();
    }

    @Test
    void whoWaitsHasItsPlaceInTheLineThatEverybodySees() {
        Waiting first = desk.someone(1);
        Waiting second = desk.someone(1);
        Waiting elsewhere = desk.someone(2);
        db.sql("update chat_request set priority = 1 where id = " + second.id().value());

        var all =
                db.await(
                        target.findStandings(
                                Set.of(
                                        client(first),
                                        client(second),
                                        client(elsewhere),
                                        new ClientId("nobody"))));

        assertThat(all).hasSize(3);
        assertThat(all.get(client(first)).requests())
                .containsExactly(new Asked(first.id(), RequestStatus.WAITING, 2, null));
        assertThat(all.get(client(second)).requests().getFirst().position()).isEqualTo(1);
        assertThat(all.get(client(elsewhere)).requests().getFirst().position()).isEqualTo(1);
    }

    @Test
    void theEndOfARequestStandsUntilItIsKnown() {
        Waiting waiting = desk.someone(1);
        db.sql(
                "update chat_request set status = 'TIMEOUT', ended_at = clock_timestamp()"
                        + " where id = "
                        + waiting.id().value());
        assertThat(standing(client(waiting))).isEqualTo(Standing.NOTHING);

        confirm(new OfRequest(waiting.id(), false));
        assertThat(standing(client(waiting)).requests())
                .containsExactly(new Asked(waiting.id(), RequestStatus.TIMEOUT, 0, null));

        confirm(new OfRequest(waiting.id(), true), new OfRequest(waiting.id(), false));
        assertThat(standing(client(waiting))).isEqualTo(Standing.NOTHING);
    }

    @Test
    void anOpenTalkStandsWithWhatIsConfirmedOfIt() {
        Waiting waiting = desk.someone(1);
        SessionId session = talk(waiting);
        assertThat(standing(client(waiting)).talks()).containsExactly(new Talk(session, 1, 0));

        confirm(new OfSession(session, 1));
        confirm(new OfSession(session, 0));

        assertThat(standing(client(waiting)).talks()).containsExactly(new Talk(session, 1, 1));
    }

    @Test
    void aTalkThatEndedStandsOnlyForASocketThatKnewOfIt() {
        Waiting waiting = desk.someone(1);
        SessionId session = talk(waiting);
        db.sql("update chat_session set state = 'Closed', closed_at = clock_timestamp()");
        assertThat(standing(client(waiting)).talks()).isEmpty();

        confirm(new OfRequest(waiting.id(), true));
        assertThat(standing(client(waiting)).talks()).containsExactly(new Talk(session, 1, 0));
        db.sql("update chat_session set closed_at = clock_timestamp() - interval '25 hours'");
        assertThat(standing(client(waiting)).talks()).isEmpty();
        db.sql("update chat_session set closed_at = clock_timestamp()");

        confirm(new OfSession(session, 1));
        assertThat(standing(client(waiting)).talks()).isEmpty();
    }

    @Test
    void receiptsAreForgottenADayAfterWhatTheyTellOfHasEnded() {
        Waiting waits = desk.someone(1);
        Waiting talks = desk.someone(1);
        SessionId open = talk(talks);
        Waiting gone = desk.someone(2);
        Waiting talked = desk.someone(2);
        SessionId over = talk(talked);
        confirm(
                new OfRequest(waits.id(), false),
                new OfRequest(talks.id(), true),
                new OfSession(open, 1),
                new OfRequest(gone.id(), true),
                new OfRequest(talked.id(), true),
                new OfSession(over, 1),
                new OfSession(new SessionId(999_999), 7));
        end(gone, over, "24 hours");
        age("26 hours");
        assertThat(db.await(target.forgetReceipts(10))).isEqualTo(1);

        end(gone, over, "26 hours");
        assertThat(db.await(target.forgetReceipts(2))).isEqualTo(2);
        assertThat(db.await(target.forgetReceipts(2))).isEqualTo(1);
        assertThat(db.await(target.forgetReceipts(2))).isZero();

        assertThat(desk.texts("select kind || subject from visitor_receipt order by kind, subject"))
                .containsExactlyInAnyOrder(
                        "REQUEST" + waits.id().value(),
                        "REQUEST" + talks.id().value(),
                        "SESSION" + open.value());
        assertThat(standing(client(talks)).talks()).containsExactly(new Talk(open, 1, 1));
    }

    @Test
    void aReceiptThatIsYoungStaysWhateverItTellsOf() {
        confirm(new OfSession(new SessionId(999_999), 7));

        assertThat(db.await(target.forgetReceipts(10))).isZero();
    }

    private void end(Waiting request, SessionId session, String ago) {
        db.sql(
                "update chat_request set status = 'TIMEOUT', ended_at = clock_timestamp()"
                        + " - interval '"
                        + ago
                        + "' where id = "
                        + request.id().value()
                        + "; update chat_request set ended_at = clock_timestamp() - interval '"
                        + ago
                        + "' where session_id = "
                        + session.value()
                        + "; update chat_session set state = 'Closed', closed_at = clock_timestamp()"
                        + " - interval '"
                        + ago
                        + "' where id = "
                        + session.value());
    }

    private static void age(String ago) {
        db.sql("update visitor_receipt set at = clock_timestamp() - interval '" + ago + "'");
    }

    @Test
    void theLogIsReadInItsOrderFromAnyNumber() {
        SessionId session = talk(desk.someone(1));

        List<SessionEvent> log = db.await(target.findEvents(session, 0, 10));

        assertThat(log).singleElement().isInstanceOf(AgentJoined.class);
        assertThat(db.await(target.findEvents(session, 1, 10))).isEmpty();
        assertThat(db.await(target.findEvents(session, 0, 0))).isEmpty();
    }

    @Test
    void pastTalksAreThoseOfTheLogin() {
        Waiting waiting = desk.someone(1);
        SessionId session = talk(waiting);
        TokenKey key = new TokenKey("k1");

        assertThat(db.await(target.findPast(client(waiting), null, 5))).containsExactly(session);
        assertThat(db.await(target.findPast(client(waiting), key, 5))).isEmpty();
        db.sql("update chat_session set token_key = 'k1'");
        assertThat(db.await(target.findPast(client(waiting), key, 5))).containsExactly(session);
    }

    @Test
    void usingATokenKeepsItAliveAndADeadOneIsNobodys() {
        ClientId client = desk.visitor();
        PgClientStore clients = new PgClientStore(db.pg());
        TokenKey alive = new TokenKey("alive");
        TokenKey dead = new TokenKey("dead");
        db.await(clients.issueToken(alive, new Grant(client, "default", true)));
        db.await(clients.issueToken(dead, new Grant(client, "default", true)));
        db.sql(
                """
                update client_token set expires_at = clock_timestamp() - interval '1 second'
                where key = 'dead';
                update client_token set expires_at = clock_timestamp() + interval '1 hour'
                where key = 'alive';
                """);

        var owners = db.await(target.useTokens(Set.of(alive, dead, new TokenKey("none"))));

        assertThat(owners).containsOnlyKeys(alive).containsValue(client);
        db.sql(
                """
                do $$ begin
                    if (select expires_at from client_token where key = 'alive')
                        < clock_timestamp() + interval '23 hours' then
                        raise exception 'not kept alive';
                    end if;
                end $$
                """);
    }
}
