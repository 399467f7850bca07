package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.domain.session.Message;
import dev.deskbus.domain.session.Party;
import dev.deskbus.port.ConversationViews.HistoryQuery;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.QueueStore.Assigning.Assigned;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that no agent ever took are history all the same (decision V2-20). */
class OfflineHistoryIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final TenantId MAIN = new TenantId(1);

    private Desk desk;
    private PgConversationViews target;
    private ClientId client;
    private SessionId session;

    /** Two words in vain, then one that became the first of a session. */
    @BeforeEach
    void talk() {
        desk = new Desk(db);
        target = new PgConversationViews(db.pg(), desk.json);
        Waiting inVain = desk.someone(1);
        client = inVain.origin().client();
        desk.say(1, inVain, "a", "anybody?");
        desk.say(1, inVain, "b", "nobody");
        assertThat(history(0, 0)).isEmpty();
        db.sql(
                """
                update chat_request set status = 'TIMEOUT', token_key = 'k1';
                update request_message set extra = '{"k":1}' where key = 'b';
                """);
        Waiting again = desk.waiting(client);
        db.await(desk.enqueue(1, again));
        desk.say(1, again, "c", "me again");
        session = ((Assigned) db.await(desk.assign(1, again, "SELITE"))).session();
    }

    @Test
    void theyStandWhereTheyWereSaidInNoSession() {
        List<HistoryRow> all = history(0, 0);

        assertThat(words(all)).containsExactly("me again", "nobody", "anybody?");
        assertThat(all).extracting(HistoryRow::session).containsExactly(session, null, null);
        HistoryRow offline = all.get(1);
        assertThat(offline.speaker()).isEqualTo(new Party.OfClient(client));
        assertThat(offline.extra()).isEqualTo("{\"k\":1}");
        assertThat(offline.id()).isLessThan(all.getFirst().id());
        assertThat(offline.replyDelay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"REFUSED", "DROPPED", "NO_AGENT_ONLINE", "OFF_HOUR", "CANCELED_BY_CLIENT"})
    void howeverTheRequestEnded(String status) {
        db.sql("update chat_request set status = '%s' where status = 'TIMEOUT'".formatted(status));
        assertThat(words(history(0, 0))).containsExactly("me again", "nobody", "anybody?");
    }

    @Test
    void theyAreReadPageByPageAndByLogin() {
        HistoryRow offline = history(0, 0).get(1);

        assertThat(words(history(0, offline.id()))).containsExactly("anybody?");
        assertThat(words(history(session.value(), 0))).hasSize(3);
        assertThat(words(history(new TokenKey("k1"), false))).containsExactly("nobody", "anybody?");
        assertThat(history(new TokenKey("k2"), false)).isEmpty();
        assertThat(history(null, true)).isEmpty();
    }

    @Test
    void theyAreInTheRecordOfTheAgentsToo() {
        assertThat(words(record(MAIN, 1))).containsExactly("nobody", "me again");
        assertThat(words(record(MAIN, 2))).containsExactly("anybody?");
        assertThat(record(new TenantId(2), 1)).isEmpty();
    }

    @Test
    void whatWasSaidAfterTheNextSessionIsNotBeforeTheOne() {
        close();
        Waiting third = desk.waiting(client);
        db.await(desk.enqueue(1, third));
        SessionId newer = ((Assigned) db.await(desk.assign(1, third, "SELITE"))).session();
        close();
        Waiting inVain = desk.waiting(client);
        db.await(desk.enqueue(1, inVain));
        desk.say(1, inVain, "x", "too late");
        db.sql("update chat_request set status = 'DROPPED' where status = 'WAITING'");

        assertThat(words(history(session.value(), 0)))
                .containsExactly("me again", "nobody", "anybody?");
        assertThat(words(history(newer.value(), 0)))
                .containsExactly("too late", "me again", "nobody", "anybody?");
    }

    private void close() {
        db.sql("update chat_session set state = 'Closed', closed_at = clock_timestamp()");
    }

    private List<HistoryRow> history(long fromSession, long beforeMessage) {
        return db.await(
                target.findHistory(
                        new HistoryQuery(client, null, fromSession, beforeMessage, 10, false)));
    }

    private List<HistoryRow> history(@Nullable TokenKey token, boolean dedicated) {
        return db.await(target.findHistory(new HistoryQuery(client, token, 0, 0, 10, dedicated)));
    }

    private List<HistoryRow> record(TenantId tenant, int page) {
        return db.await(target.findRecord(tenant, client, page, 2));
    }

    private static List<String> words(List<HistoryRow> rows) {
        return rows.stream().map(row -> ((Message.Text) row.message()).text()).toList();
    }
}
