package dev.deskbus.store;

import dev.deskbus.domain.agent.Agent;
import dev.deskbus.domain.agent.AgentStatus;
import dev.deskbus.domain.agent.ConsoleKey;
import dev.deskbus.domain.agent.ConsoleKind;
import dev.deskbus.domain.agent.Presence;
import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
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

/**
 * Presence in PostgreSQL: every change is one statement that compares the epoch of a console. The
 * agent's own row is locked first.
 */
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
                insert into agent_console as c (agent_id, kind, epoch, node_id)
                select $1::text, $4::text, 1, $2::text
                from (select 1) one left join before on true
                on conflict (agent_id, kind) do update set
                    epoch = c.epoch + 1, node_id = excluded.node_id
                where $3::boolean or c.node_id is null
                   or not exists (select from node n
                                  where n.id = c.node_id and n.lease_until > clock_timestamp())
                returning c.agent_id, c.epoch)
            , here as (
                insert into agent_presence as p (agent_id, status, present, node_id)
                select agent_id, 1, true, $2::text from entered
                on conflict (agent_id) do update set
                    status = case when p.present then p.status else 1 end,
                    paused = p.paused and p.present,
                    idle_since = case when p.present then p.idle_since else clock_timestamp() end,
                    present = true, node_id = excluded.node_id, gone_at = null
                returning p.agent_id, p.status, p.auto_accept, p.paused)
            select h.*, e.epoch, coalesce((select present from before), false) as resumed
            from here h, entered e
            """;

    @Override
    public Future<LoginResult> logIn(AgentId agent, ConsoleKind kind, NodeId node, boolean force) {
        return pg.one(
                        LOG_IN,
                        Tuple.of(agent.value(), node.value(), force, kind.name()),
                        PgPresenceStore::loggedIn)
                .map(result -> result.orElseGet(LoginResult.AlreadyOnline::new));
    }

    /**
     * The console of {@code $1} to {@code $3} goes; {@code other} is where another one still is.
     * Two that go at the same moment may each take the other for there: the sweep sees to that.
     */
    private static final String LEAVING =
            """
            with locked as materialized (
                select agent_id, present from agent_presence where agent_id = $1::text
                for no key update)
            , leaving as (
                update agent_console c set node_id = null
                from locked
                where c.agent_id = $1::text and c.kind = $2::text and c.epoch = $3::bigint
                  and c.node_id is not null
                returning c.agent_id)
            , other as materialized (
                select c.node_id from leaving, agent_console c
                join node n on n.id = c.node_id and n.lease_until > clock_timestamp()
                where c.agent_id = $1::text and c.kind <> $2::text
                limit 1)
            """;

    private static final String DISCONNECT =
            LEAVING
                    + """
                    update agent_presence p
                    set node_id = (select node_id from other),
                        gone_at = case when exists (select from other) then null
                                       else clock_timestamp() end
                    from leaving l where p.agent_id = l.agent_id
                    """;

    @Override
    public Future<Boolean> disconnect(ConsoleKey console) {
        return pg.execute(DISCONNECT, values(console)).map(count -> count > 0);
    }

    /** Also after the console was gone without a word, within the grace time. */
    private static final String LOG_OUT =
            LEAVING.replace("and c.node_id is not null", "and locked.present")
                    + """
                    , gone as (
                        update agent_presence p
                        set node_id = null, present = false, status = 0, paused = false,
                            gone_at = clock_timestamp()
                        from leaving l
                        where p.agent_id = l.agent_id and not exists (select from other)
                        returning p.agent_id)
                    , stays as (
                        update agent_presence p set node_id = o.node_id
                        from leaving l, other o where p.agent_id = l.agent_id)
                    select agent_id from gone
                    """;

    @Override
    public Future<Boolean> logOut(ConsoleKey console) {
        return pg.query(LOG_OUT, values(console), row -> row.getString("agent_id"))
                .map(gone -> !gone.isEmpty());
    }

    private static final String IS_THE_ONE =
            """
            where p.agent_id = $1 and p.present
              and exists (select from agent_console c
                          where c.agent_id = $1 and c.kind = $2 and c.epoch = $3)
            returning p.agent_id, p.status, p.auto_accept, p.paused, $3::bigint as epoch
            """;

    private static final String SET_STATUS =
            "update agent_presence p set status = $4 " + IS_THE_ONE;

    @Override
    public Future<Optional<Presence>> setStatus(ConsoleKey console, AgentStatus status) {
        return pg.one(
                        SET_STATUS,
                        values(console).addInteger(status.number()),
                        PgPresenceStore::presence)
                .recover(PgPresenceStore::refused);
    }

    private static final String SET_AUTO_ACCEPT =
            "update agent_presence p set auto_accept = $4 " + IS_THE_ONE;

    @Override
    public Future<Optional<Presence>> setAutoAccept(ConsoleKey console, boolean autoAccept) {
        return pg.one(
                SET_AUTO_ACCEPT, values(console).addBoolean(autoAccept), PgPresenceStore::presence);
    }

    private static final String SET_PAUSED =
            "update agent_presence p set paused = $4 " + IS_THE_ONE;

    @Override
    public Future<Optional<Presence>> setPaused(ConsoleKey console, boolean paused) {
        return pg.one(SET_PAUSED, values(console).addBoolean(paused), PgPresenceStore::presence);
    }

    private static final String FORCE_STATUS =
            """
            with forced as (
                update agent_presence p set status = $3
                from agent a, agent s
                where p.agent_id = $1 and p.present and a.id = p.agent_id
                  and s.id = $2 and s.tenant_id = a.tenant_id and s.role = 'SUPERVISOR'
                returning p.agent_id)
            , audited as (
                insert into audit (tenant_id, actor, act, detail)
                select a.tenant_id, 'agent:' || $2, 'status forced',
                       jsonb_build_object('agent', a.id, 'status', $3::int)
                from forced f join agent a on a.id = f.agent_id)
            select
            """
                    + AgentRows.COLUMNS
                    + " from forced f join agent a on a.id = f.agent_id";

    @Override
    public Future<Optional<Agent>> forceStatus(
            AgentId agent, AgentId supervisor, AgentStatus status) {
        return pg.one(
                        FORCE_STATUS,
                        Tuple.of(agent.value(), supervisor.value(), status.number()),
                        AgentRows::agent)
                .recover(PgPresenceStore::refused);
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
     * Gone is who has no console on a node that is alive. A node that left the list says no more
     * when: the grace time of its agents begins now. Whose row names the wrong node is put right.
     */
    private static final String SWEEP =
            """
            with seen as materialized (
                select p.agent_id, p.node_id, p.gone_at, n.id is null as nowhere, n.lease_until,
                       coalesce(n.lease_until > clock_timestamp(), false) as alive,
                       (select c.node_id from agent_console c
                        join node m on m.id = c.node_id and m.lease_until > clock_timestamp()
                        where c.agent_id = p.agent_id limit 1) as there
                from agent_presence p left join node n on n.id = p.node_id
                where p.present
                for no key update of p)
            , rehomed as (
                update agent_presence p set node_id = s.there, gone_at = null
                from seen s
                where p.agent_id = s.agent_id and s.there is not null and not s.alive)
            , lost as (
                update agent_presence p set node_id = null, gone_at = clock_timestamp()
                from seen s where p.agent_id = s.agent_id and s.there is null and s.alive)
            , gone as materialized (
                select agent_id, nowhere, node_id,
                       case when node_id is null then gone_at
                            else coalesce(lease_until, clock_timestamp()) end as since
                from seen where there is null and not alive)
            , waits as (
                update agent_presence p set node_id = null, gone_at = g.since
                from gone g
                where p.agent_id = g.agent_id and g.nowhere and p.node_id is not null
                  and g.since > clock_timestamp() - $1::bigint * interval '1 millisecond')
            , swept as (
                update agent_presence p
                set present = false, status = 0, paused = false, node_id = null, gone_at = g.since
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
                row.getLong("epoch"),
                row.getBoolean("paused"));
    }

    private static Tuple values(ConsoleKey console) {
        return Tuple.of(console.agent().value(), console.kind().name(), console.epoch());
    }

    private static <T> Future<T> refused(Throwable failure) {
        return Future.failedFuture(
                failure instanceof DuplicateKey key
                                && key.constraint().equals("agent_presence_too_many_busy")
                        ? new Refusal(ErrorCode.AGENT_NOT_ELIGIBLE, "too many are busy")
                        : failure);
    }
}
