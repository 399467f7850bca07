package dev.deskbus.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.RequestId;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.port.ClientStore.Grant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Visitors who only poll: the last use of a token, or the last callback taken (V2-49, V2-58). */
class LivenessIT {
    @RegisterExtension static final PgTest db = new PgTest();

    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final TokenKey KEY = new TokenKey("k");

    private Desk desk;
    private PgClientStore clients;
    private Waiting waiting;

    @BeforeEach
    void open() {
        desk = new Desk(db);
        clients = new PgClientStore(db.pg());
        waiting = desk.someone(1);
        db.await(clients.issueToken(KEY, new Grant(client(), "default", false)));
    }

    @Test
    void whoHasJustComeIsNotGone() {
        db.sql("delete from client_token");
        assertThat(forsaken(TWO_MINUTES)).isEmpty();
    }

    @Test
    void whoUsedNoTokenForSoLongIsGone() {
        age("3 minutes");
        assertThat(forsaken(TWO_MINUTES)).containsExactly(waiting.id());
        assertThat(forsaken(Duration.ofMinutes(4))).isEmpty();
    }

    @Test
    void whoAsksAgainIsThere() {
        age("3 minutes");
        assertThat(db.await(clients.useToken(KEY))).isPresent();
        assertThat(forsaken(TWO_MINUTES)).isEmpty();
    }

    @Test
    void whoTookACallbackIsThere() {
        age("3 minutes");
        called("TAKEN", "1 minute");
        assertThat(forsaken(TWO_MINUTES)).isEmpty();
    }

    @Test
    void anOldOrAFailedCallbackIsNoSignOfLife() {
        age("3 minutes");
        called("TAKEN", "150 seconds");
        called("DEAD", "1 minute");
        assertThat(forsaken(TWO_MINUTES)).containsExactly(waiting.id());
    }

    @Test
    void whoHasNoTokenIsThereWhenItsThirdPartySpokeOfIt() {
        age("3 minutes");
        db.sql(
                "update client set wire = 'WECHAT', integration = 'default', outer_id = 'o' where id = '%s'"
                        .formatted(client()));
        assertThat(forsaken(TWO_MINUTES)).containsExactly(waiting.id());

        var outer = new OuterId(Protocol.WECHAT, "default", "o");
        assertThat(db.await(clients.recognise(outer)).orElseThrow().id()).isEqualTo(client());

        assertThat(forsaken(TWO_MINUTES)).isEmpty();
    }

    @Test
    void whereNobodyIsEverGoneNobodyIs() {
        age("3 days");
        assertThat(forsaken(Duration.ZERO)).isEmpty();
    }

    @Test
    void aQueueIsDesertedWhenItsAgentsAreGoneForSoLong() {
        db.sql("update agent_presence set present = false, gone_at = null");
        assertThat(isDeserted()).isTrue();
        db.sql("update agent_presence set gone_at = clock_timestamp() - interval '30 seconds'");
        assertThat(isDeserted()).isFalse();
        db.sql("update agent_presence set gone_at = clock_timestamp() - interval '3 minutes'");
        assertThat(isDeserted()).isTrue();
        db.sql("update agent_presence set present = true where agent_id = 'SELITE'");
        assertThat(isDeserted()).isFalse();
    }

    private boolean isDeserted() {
        return db.await(desk.queues.isDeserted(new QueueId(1), TWO_MINUTES));
    }

    private List<RequestId> forsaken(Duration abandonAfter) {
        return db.await(desk.queues.findForsaken(new QueueId(1), abandonAfter));
    }

    private ClientId client() {
        return waiting.origin().client();
    }

    private void age(String time) {
        db.sql(
                """
                update chat_request set created_at = created_at - interval '%1$s';
                update client_token set expires_at = expires_at - interval '%1$s';
                """
                        .formatted(time));
    }

    private void called(String state, String ago) {
        db.sql(
                """
                insert into callback (lane, shard, target, kind, body, state, settled_at)
                values ('%s', 0, '{}', 'MessageSent', '{}', '%s',
                        clock_timestamp() - interval '%s')
                """
                        .formatted(client(), state, ago));
    }
}
