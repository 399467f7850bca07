package dev.deskbus.store;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Leases and ownership, by the database's clock alone. */
public final class PgNodeStore implements NodeStore {
    private static final String JOIN =
            """
            with forgotten as (
                delete from node n where n.lease_until < clock_timestamp() - interval '1 day'
                and n.id <> $1 and not exists (select 1 from shard s where s.owner = n.id)
            )
            insert into node (id, host, lease_until)
            values ($1, $2, clock_timestamp() + $3::bigint * interval '1 millisecond')
            on conflict (id) do update
            set host = excluded.host, lease_until = excluded.lease_until, leaving = false
            """;

    private static final String LOOK =
            """
            select clock_timestamp() as now,
                   exists (select 1 from node
                           where id = $1 and lease_until > clock_timestamp()) as renewed,
                   array(select id from node order by id) as nodes,
                   array(select host from node order by id) as hosts,
                   array(select lease_until from node order by id) as leases,
                   array(select leaving from node order by id) as leaving,
                   array(select id from shard order by id) as shards,
                   array(select owner from shard order by id) as owners,
                   array(select epoch from shard order by id) as epochs
            """;

    /** What it reads is as of just before its own write. */
    private static final String RENEW =
            """
            with renewed as (
                insert into node (id, host, lease_until, leaving)
                values ($1, $2, clock_timestamp() + $3::bigint * interval '1 millisecond', $4)
                on conflict (id) do update
                set lease_until = excluded.lease_until, leaving = excluded.leaving
            )
            """
                    + LOOK;

    /**
     * Waits for a renewal under way, and believes its outcome. A shard whose owner has no row is
     * only taken in the epoch in which that was seen.
     */
    private static final String CLAIM =
            """
            with dead as materialized (
                select id from node
                where lease_until - case when id = any ($3::text[])
                                         then $4::bigint * interval '1 millisecond'
                                         else interval '0' end <= clock_timestamp()
                order by id for share
            ), gone as materialized (
                select s.id, s.epoch from shard s
                where s.owner is not null and not exists (select 1 from node n where n.id = s.owner)
            ), free as materialized (
                select s.id from shard s
                where s.id = any ($2::int[])
                and (s.owner is null or s.owner in (select id from dead)
                     or exists (select 1 from gone g where g.id = s.id and g.epoch = s.epoch))
                order by s.id for no key update
            )
            update shard s set owner = $1, epoch = s.epoch + 1 from free f where s.id = f.id
            returning s.id, s.epoch
            """;

    /** In the order in which everybody locks shards. */
    private static final String RELEASE =
            """
            with given as materialized (
                select s.id from shard s
                join unnest($1::int[], $2::text[], $3::bigint[]) as ours(id, owner, epoch)
                  on s.id = ours.id and s.owner = ours.owner and s.epoch = ours.epoch
                order by s.id for no key update of s
            )
            update shard s set owner = null from given g where s.id = g.id
            """;

    private static final String PROVE =
            Fences.FENCE
                    + """
                    update shard s set proved_at = clock_timestamp()
                    from fence where s.id = fence.id
                    """;

    private static final String LEAVE =
            """
            with released as (update shard set owner = null where owner = $1)
            delete from node where id = $1
            """;

    private final Pg pg;
    private final Map<NodeId, String> hosts = new ConcurrentHashMap<>();

    /** The nodes and shards of that database. */
    public PgNodeStore(Pg pg) {
        this.pg = pg;
    }

    @Override
    public Future<Void> join(NodeId node, String host, Duration lease) {
        hosts.put(node, host);
        return pg.execute(JOIN, Tuple.of(node.value(), host, lease.toMillis())).mapEmpty();
    }

    @Override
    public Future<ClusterView> renew(NodeId node, Duration lease, boolean leaving) {
        String host = hosts.getOrDefault(node, "");
        return pg.one(
                        RENEW,
                        Tuple.of(node.value(), host, lease.toMillis(), leaving),
                        row -> {
                            Instant until = row.getOffsetDateTime("now").toInstant().plus(lease);
                            return view(members(new Member(node, host, until, leaving), row), row);
                        })
                .map(Optional::orElseThrow);
    }

    @Override
    public Future<ClusterView> look(NodeId node) {
        return pg.one(LOOK, Tuple.of(node.value()), row -> view(members(row).toList(), row))
                .map(Optional::orElseThrow);
    }

    @Override
    public Future<List<Fence>> claim(NodeId node, List<Shard> shards, Early early) {
        return pg.query(
                CLAIM,
                Tuple.of(
                        node.value(),
                        shards.stream().map(Shard::number).toArray(Integer[]::new),
                        early.vanished().stream().map(NodeId::value).toArray(String[]::new),
                        early.by().toMillis()),
                row -> new Fence(new Shard(row.getInteger("id")), node, row.getLong("epoch")));
    }

    @Override
    public Future<Void> release(List<Fence> fences) {
        return pg.execute(
                        RELEASE,
                        Tuple.of(
                                fences.stream()
                                        .map(fence -> fence.shard().number())
                                        .toArray(Integer[]::new),
                                fences.stream()
                                        .map(fence -> fence.node().value())
                                        .toArray(String[]::new),
                                fences.stream().map(Fence::epoch).toArray(Long[]::new)))
                .mapEmpty();
    }

    @Override
    public Future<Boolean> prove(Fence fence) {
        return pg.execute(PROVE, Fences.values(fence)).map(changed -> changed > 0);
    }

    @Override
    public Future<Void> leave(NodeId node) {
        return pg.execute(LEAVE, Tuple.of(node.value())).mapEmpty();
    }

    private static ClusterView view(List<Member> members, Row row) {
        return new ClusterView(
                row.getOffsetDateTime("now").toInstant(),
                row.getBoolean("renewed"),
                members,
                shards(row));
    }

    /** Whoever has just renewed is alive, whatever its row said before. */
    private static List<Member> members(Member self, Row row) {
        return Stream.concat(
                        Stream.of(self),
                        members(row).filter(member -> !member.node().equals(self.node())))
                .toList();
    }

    private static Stream<Member> members(Row row) {
        String[] nodes = row.getArrayOfStrings("nodes");
        String[] hosts = row.getArrayOfStrings("hosts");
        OffsetDateTime[] leases = row.getArrayOfOffsetDateTimes("leases");
        Boolean[] leaving = row.getArrayOfBooleans("leaving");
        return IntStream.range(0, nodes.length)
                .mapToObj(
                        i ->
                                new Member(
                                        new NodeId(nodes[i]),
                                        hosts[i],
                                        leases[i].toInstant(),
                                        leaving[i]));
    }

    private static List<Owned> shards(Row row) {
        Integer[] shards = row.getArrayOfIntegers("shards");
        String[] owners = row.getArrayOfStrings("owners");
        Long[] epochs = row.getArrayOfLongs("epochs");
        return IntStream.range(0, shards.length)
                .mapToObj(
                        i ->
                                new Owned(
                                        new Shard(shards[i]),
                                        owners[i] == null ? null : new NodeId(owners[i]),
                                        epochs[i]))
                .toList();
    }
}
