package dev.deskbus.store;

import dev.deskbus.domain.agent.AgentView;
import dev.deskbus.domain.id.AgentId;
import dev.deskbus.domain.id.QueueId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.queue.QueueRules;
import dev.deskbus.domain.queue.QueueState;
import dev.deskbus.domain.queue.QueueState.Waiting;
import dev.deskbus.json.SealedJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a queue back: its rules, its line, its agents. */
final class QueueLoading {
    private final Pg pg;
    private final SealedJson json;

    QueueLoading(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    /** A disabled queue is loaded too: somebody may still wait there. */
    private static final String QUEUE =
            "select "
                    + QueueRows.COLUMNS
                    + """
                    , coalesce((select max(r.order_no) from chat_request r
                                where r.queue_id = q.id), 0) as last_order
                    , (select r.agent_id from chat_request r
                       where r.queue_id = q.id and r.status = 'ACCEPTED'
                       order by r.ended_at desc limit 1) as last_assigned
                    from queue q where q.id = $1
                    """;

    Future<Optional<QueueState>> load(QueueId id) {
        return pg.one(QUEUE, Tuple.of(id.value()), Head::of)
                .compose(
                        head ->
                                head.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : loadLine(id, head.get()).map(Optional::of));
    }

    private static final String LINE =
            "select "
                    + RequestRows.COLUMNS
                    + """
                    from chat_request r
                    where r.queue_id = $1 and r.status = 'WAITING'
                    order by r.priority desc, r.order_no, r.id
                    """;

    private Future<QueueState> loadLine(QueueId id, Head head) {
        return pg.query(LINE, Tuple.of(id.value()), row -> RequestRows.waiting(row, json))
                .compose(line -> loadAgents(id).map(agents -> state(head, line, agents)));
    }

    /**
     * Who is paused is as good as away (decision AD-16); who has an admin console accepts
     * automatically, whatever was set (AD-18). An agent whose surplus slots are still taken counts
     * as full: nothing can be given to it. In a dedicated queue the load has the open dedicated
     * sessions too (decision V2-38). Robots serve robot queues, and nobody else does.
     */
    private static final String AGENTS =
            """
            select a.id, a.capacity, coalesce(p.present, false) as present,
                   case when p.paused and p.status = 1 then 3 else coalesce(p.status, 0) end
                       as status,
                   coalesce(p.auto_accept, false)
                   or exists (select from agent_console k
                              where k.agent_id = a.id and k.kind = 'ADMIN'
                                and k.node_id is not null) as auto_accept,
                   greatest(coalesce(p.idle_since, clock_timestamp()), s.changed_at)
                       as idle_since,
                   exists (select from node n
                           where n.id = p.node_id and n.lease_until > clock_timestamp())
                       as connected,
                   case when s.surplus > 0 then greatest(s.load, a.capacity) else s.load end
                   + case when q.kind = 'DEDICATED' then d.load else 0 end as load
            from queue_agent m
            join queue q on q.id = m.queue_id
            join agent a on a.id = m.agent_id and a.enabled
                         and (a.role = 'ROBOT') = (q.kind = 'ROBOT')
            left join agent_presence p on p.agent_id = a.id
            cross join lateral (
                select count(session_id) as load, max(changed_at) as changed_at,
                       count(session_id) filter (where slot_no > a.capacity) as surplus
                from agent_slot where agent_id = a.id) s
            left join lateral (
                select count(*) as load
                from session_agent e join chat_session t on t.id = e.session_id
                where e.agent_id = a.id and e.left_at is null
                  and t.kind = 'DEDICATED' and t.state = 'Open') d on q.kind = 'DEDICATED'
            where m.queue_id = $1
            """;

    Future<List<AgentView>> loadAgents(QueueId id) {
        return pg.query(AGENTS, Tuple.of(id.value()), QueueLoading::agent);
    }

    private static final String BUSY =
            "select distinct queue_id from chat_request where status = 'WAITING'";

    Future<List<QueueId>> findBusy(List<Shard> shards) {
        Set<Shard> mine = Set.copyOf(shards);
        return pg.query(BUSY, Tuple.tuple(), row -> new QueueId(row.getLong("queue_id")))
                .map(busy -> busy.stream().filter(id -> mine.contains(Shard.of(id))).toList());
    }

    private static QueueState state(Head head, List<Waiting> line, List<AgentView> agents) {
        return new QueueState(
                head.rules(),
                line,
                head.lastOrder(),
                agents.stream().collect(Collectors.toMap(AgentView::id, Function.identity())),
                head.lastAssigned());
    }

    private static AgentView agent(Row row) {
        return new AgentView(
                new AgentId(row.getString("id")),
                row.getBoolean("present"),
                row.getBoolean("connected"),
                Columns.status(row, "status"),
                row.getBoolean("auto_accept"),
                row.getLong("load").intValue(),
                row.getInteger("capacity"),
                Columns.instant(row, "idle_since"));
    }

    private record Head(QueueRules rules, long lastOrder, @Nullable AgentId lastAssigned) {
        static Head of(Row row) {
            return new Head(
                    QueueRows.rules(row),
                    row.getLong("last_order"),
                    Columns.findAgent(row, "last_assigned"));
        }
    }
}
