package dev.deskbus.store;

import dev.deskbus.domain.callback.Callback.AgentsChanged;
import dev.deskbus.domain.callback.OutboxEntry;
import dev.deskbus.domain.client.CallbackTarget;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.SessionId;
import dev.deskbus.json.SealedJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * Finds the agents who are called otherwise in a new directory, and tells the third parties of
 * their open sessions (decision V2-56). In the transaction of the import, so that no such change is
 * without its callbacks.
 */
final class CardChanges {
    private final SealedJson json = new SealedJson();

    /** Before the agents are written. */
    private static final String CHANGED =
            """
            select a.id from agent a
            join jsonb_to_recordset($1) as x(
                id text, name text, alias text, icon text, comments text) on x.id = a.id
            where (a.name, a.alias, a.icon, a.comments) is distinct from
                  (x.name, x.alias, x.icon, x.comments)
            """;

    /** Who looks otherwise in these rows of agents than in the table. */
    Future<List<String>> find(Pg.Steps steps, JsonArray agents) {
        return steps.query(CHANGED, Tuple.of(agents), row -> row.getString("id"));
    }

    /** Whoever writes to a session holds its shard's row: nobody comes or leaves meanwhile. */
    private static final String LOCK =
            """
            select from shard where id in (
                select s.shard from session_agent p join chat_session s on s.id = p.session_id
                where p.agent_id = any($1::text[]) and p.left_at is null
                  and s.state = 'Open' and s.target is not null)
            order by id for no key update
            """;

    private static final String SESSIONS =
            """
            select s.id, s.client_id, s.target::text as target,
                   array(select p.agent_id from session_agent p
                         where p.session_id = s.id and p.left_at is null
                         order by p.joined_at) as agents
            from chat_session s
            where s.state = 'Open' and s.target is not null
              and exists (select from session_agent q
                          where q.session_id = s.id and q.agent_id = any($1::text[])
                            and q.left_at is null)
            order by s.id
            """;

    /** Not before every node has forgotten what it knew of the agents. */
    private static final String TELL =
            """
            insert into callback (lane, shard, target, kind, body, next_at)
            select c.lane, c.shard, c.target::jsonb, c.kind, c.body::jsonb,
                   clock_timestamp() + interval '3 seconds'
            from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[])
                 with ordinality as c(lane, shard, target, kind, body, nth)
            order by c.nth
            """;

    /** Writes the callbacks; the last step of the import. */
    Future<Void> tell(Pg.Steps steps, List<String> agents) {
        if (agents.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple ids = Tuple.tuple().addArrayOfString(agents.toArray(String[]::new));
        return steps.execute(LOCK, ids)
                .compose(_ -> steps.query(SESSIONS, ids, this::entry))
                .compose(
                        entries ->
                                steps.execute(TELL, OutboxSql.addTo(Tuple.tuple(), entries, json)))
                .mapEmpty();
    }

    private OutboxEntry entry(Row row) {
        return new OutboxEntry(
                json.read(row.getString("target"), CallbackTarget.class),
                new AgentsChanged(
                        new ClientId(row.getString("client_id")),
                        new SessionId(row.getLong("id")),
                        Columns.texts(row, "agents", AgentId::new)));
    }
}
