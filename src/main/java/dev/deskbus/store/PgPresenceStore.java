package dev.deskbus.store;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.port.PresenceStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Presence in PostgreSQL: every change is one statement that compares the epoch. */
public final class PgPresenceStore implements PresenceStore {
    private final Pg pg;

    public PgPresenceStore(Pg pg) {
        this.pg = pg;
    }

    /**
     * Another console is there while its node's lease has not run out. Whoever comes back within
     * the grace time keeps status and place among the idle; who comes anew is online.
     */
    private static final String LOG_IN =
            """
            with before as materialized (
                select agent_id, present from agent_presence where agent_id = $1::text
                for no key update)
            , entered as (
                insert into agent_presence as p (agent_id, status, present, epoch, node_id)
                select $1::text, 1, true, 1, $2::text
                from (select 1) one left join before on true
                on conflict (agent_id) do update set
                    status = case when p.present then p.status else 1 end,
                    idle_since = case when p.present then p.idle_since else clock_timestamp() end,
                    present = true, epoch = p.epoch + 1, node_id = excluded.node_id, gone_at = null
                where $3::boolean or p.node_id is null
                   or not exists (select from node n
                                  where n.id = p.node_id and n.lease_until > clock_timestamp())
                returning p.agent_id, p.status, p.auto_accept, p.epoch)
            select e.*, coalesce((select present from before), false) as resumed from entered e
            """;

    @Override
    public Future<LoginResult> logIn(AgentId agent, NodeId node, boolean force) {
        return pg.one(
                        LOG_IN,
                        Tuple.of(agent.value(), node.value(), force),
                        PgPresenceStore::loggedIn)
                .map(result -> result.orElseGet(LoginResult.AlreadyOnline::new));
    }

    private static final String DISCONNECT =
            """
            update agent_presence set node_id = null, gone_at = clock_timestamp()
            where agent_id = $1 and epoch = $2 and node_id is not null
            """;

    @Override
    public Future<Boolean> disconnect(AgentId agent, long epoch) {
        return pg.execute(DISCONNECT, Tuple.of(agent.value(), epoch)).map(count -> count > 0);
    }

    private static final String LOG_OUT =
            """
            update agent_presence
            set node_id = null, present = false, status = 0, gone_at = clock_timestamp()
            where agent_id = $1 and epoch = $2 and present
            """;

    @Override
    public Future<Boolean> logOut(AgentId agent, long epoch) {
        return pg.execute(LOG_OUT, Tuple.of(agent.value(), epoch)).map(count -> count > 0);
    }

    private static final String SET_STATUS =
            """
            update agent_presence set status = $3
            where agent_id = $1 and epoch = $2 and present
            returning agent_id, status, auto_accept, epoch
            """;

    @Override
    public Future<Optional<Presence>> setStatus(AgentId agent, long epoch, AgentStatus status) {
        return pg.one(
                SET_STATUS,
                Tuple.of(agent.value(), epoch, status.number()),
                PgPresenceStore::presence);
    }

    private static final String SET_AUTO_ACCEPT =
            """
            update agent_presence set auto_accept = $3
            where agent_id = $1 and epoch = $2 and present
            returning agent_id, status, auto_accept, epoch
            """;

    @Override
    public Future<Optional<Presence>> setAutoAccept(AgentId agent, long epoch, boolean autoAccept) {
        return pg.one(
                SET_AUTO_ACCEPT,
                Tuple.of(agent.value(), epoch, autoAccept),
                PgPresenceStore::presence);
    }

    private static final String PRESENT =
            "select p.status, "
                    + AgentRows.COLUMNS
                    + """
                    from agent_presence p join agent a on a.id = p.agent_id
                    where a.tenant_id = $1 and a.enabled and p.present and p.status between 1 and 3
                    order by a.number
                    """;

    @Override
    public Future<List<Colleague>> findPresent(TenantId tenant) {
        return pg.query(
                PRESENT,
                Tuple.of(tenant.value()),
                row -> new Colleague(AgentRows.agent(row), Columns.status(row, "status")));
    }

    /**
     * Gone is who has no console, or whose console's node is silent. A node that left the list says
     * no more when: the grace time of its agents begins now.
     */
    private static final String SWEEP =
            """
            with gone as materialized (
                select p.agent_id,
                       case when p.node_id is null then p.gone_at
                            else coalesce(n.lease_until, clock_timestamp()) end as since,
                       n.id is null as nowhere
                from agent_presence p left join node n on n.id = p.node_id
                where p.present
                  and (p.node_id is null or n.id is null or n.lease_until <= clock_timestamp())
                for no key update of p)
            , waits as (
                update agent_presence p set node_id = null, gone_at = g.since
                from gone g
                where p.agent_id = g.agent_id and g.nowhere and p.node_id is not null
                  and g.since > clock_timestamp() - $1::bigint * interval '1 millisecond')
            , swept as (
                update agent_presence p
                set present = false, status = 0, node_id = null, gone_at = g.since
                from gone g
                where p.agent_id = g.agent_id
                  and g.since <= clock_timestamp() - $1::bigint * interval '1 millisecond'
                returning p.agent_id)
            select
            """
                    + AgentRows.COLUMNS
                    + " from swept s join agent a on a.id = s.agent_id order by a.number";

    @Override
    public Future<List<Agent>> sweepGone(Duration grace) {
        return pg.query(SWEEP, Tuple.of(grace.toMillis()), AgentRows::agent);
    }

    private static LoginResult loggedIn(Row row) {
        return new LoginResult.LoggedIn(presence(row), row.getBoolean("resumed"));
    }

    private static Presence presence(Row row) {
        return new Presence(
                new AgentId(row.getString("agent_id")),
                Columns.status(row, "status"),
                row.getBoolean("auto_accept"),
                row.getLong("epoch"));
    }
}
