package dev.deskbus.store;

import dev.deskbus.domain.callback.Callback;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.session.IdleRule;
import dev.deskbus.domain.session.Message.Text;
import dev.deskbus.domain.session.MessageKey;
import dev.deskbus.domain.session.Party;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.domain.session.SessionKind;
import dev.deskbus.domain.session.SessionState.Facts;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Open sessions for tests: one tenant, one queue, every client with its own session. */
final class Talks {
    static final CallbackTarget TARGET =
            new CallbackTarget(CallbackTarget.Protocol.TPI_V2, "http://shop.example", "shop");
    static final IdleRule IDLE = new IdleRule(Duration.ofMinutes(3), Duration.ofMinutes(5));

    private final PgTest db;

    Talks(PgTest db) {
        this.db = db;
        db.sql(
                """
                insert into tenant (id, name) values (1, 'shop');
                insert into queue (id, tenant_id, name, kind, mode, policy, when_no_agent, zone,
                                   idle_warn_after, idle_close_after)
                values (7, 1, 'q', 'HUMAN', 'PULL', 'RANDOM', 'WAIT', 'UTC', 180000, 300000);
                """);
    }

    /** A new open session between a new client and these agents, who get a slot for it each. */
    Facts open(long number, String... agents) {
        SessionId id = new SessionId(number);
        String client = "c" + number;
        db.sql(
                """
                insert into client (id, tenant_id) values ('%2$s', 1);
                insert into chat_request (id, command_id, tenant_id, queue_id, client_id, status,
                                          priority, order_no, session_id)
                values (%1$d, 'cmd%1$d', 1, 7, '%2$s', 'ACCEPTED', 0, %1$d, %1$d);
                insert into chat_session (id, tenant_id, queue_id, kind, client_id, request_id,
                                          shard, state, target, opened_at)
                values (%1$d, 1, 7, 'HUMAN', '%2$s', %1$d, %3$d, 'Open', '%4$s', '2000-01-01Z');
                """
                        .formatted(
                                number,
                                client,
                                Shard.of(id).number(),
                                new SealedJson().write(TARGET, CallbackTarget.class)));
        for (String agent : agents) {
            seat(number, agent);
        }
        return new Facts(
                id,
                new TenantId(1),
                new QueueId(7),
                SessionKind.HUMAN,
                new ClientId(client),
                IDLE,
                TARGET);
    }

    private void seat(long number, String agent) {
        db.sql(
                """
                insert into agent (id, tenant_id, name, role, capacity)
                values ('%2$s', 1, '%2$s', 'AGENT', 5) on conflict do nothing;
                insert into agent_presence (agent_id, idle_since) values ('%2$s', '2000-01-01Z')
                on conflict do nothing;
                insert into agent_slot (agent_id, slot_no, session_id)
                select '%2$s', coalesce(max(slot_no), 0) + 1, %1$d
                from agent_slot where agent_id = '%2$s';
                insert into session_agent (session_id, agent_id) values (%1$d, '%2$s');
                """
                        .formatted(number, agent));
    }

    /** Makes that node the owner of the session's shard, in a new epoch. */
    Fence own(Facts session, String node) {
        Shard shard = Shard.of(session.id());
        long epoch =
                db.await(
                                db.pg()
                                        .one(
                                                "update shard set owner = $2, epoch = epoch + 1"
                                                        + " where id = $1 returning epoch",
                                                Tuple.of(shard.number(), node),
                                                row -> row.getLong(0)))
                        .orElseThrow();
        return new Fence(shard, new NodeId(node), epoch);
    }

    /** Makes that node the owner of every shard, and is its ownership of any. */
    Function<Facts, Fence> ownAll(String node) {
        db.sql("update shard set owner = '" + node + "', epoch = 1");
        return facts -> new Fence(Shard.of(facts.id()), new NodeId(node), 1);
    }

    /** The client says something, and its third party is told of an answer. */
    static Append say(Fence fence, Facts session, long lastSeq, String key, String text) {
        Instant at = Instant.parse("2026-01-02T03:04:05.678901Z");
        Said said =
                new Said(
                        lastSeq + 1,
                        at,
                        new Party.OfClient(session.client()),
                        Text.plain(text),
                        new MessageKey(key, null),
                        null,
                        null);
        return new Append(
                fence, session, lastSeq, List.of(said), List.of(told(session, lastSeq + 1)), null);
    }

    static Append say(Fence fence, Facts session, long lastSeq, String key) {
        return say(fence, session, lastSeq, key, "word " + key);
    }

    static OutboxEntry told(Facts session, long seq) {
        return new OutboxEntry(
                TARGET,
                new Callback.MessageSent(
                        session.client(),
                        session.id(),
                        new AgentId("ANN"),
                        Text.plain("answer " + seq),
                        seq,
                        Instant.EPOCH));
    }
}
