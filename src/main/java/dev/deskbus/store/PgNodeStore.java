package dev.deskbus.store;

import dev.deskbus.domain.id.NodeId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.port.Fence;
import dev.deskbus.port.NodeStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
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
            on conflict (id) do update set host = excluded.host, lease_until = excluded.lease_until
            """;

    private static final String LOOK =
            """
            select clock_timestamp() as now,
                   exists (select 1 from node
                           where id = $1 and lease_until > clock_timestamp()) as renewed,
                   array(select id from node order by id) as nodes,
                   array(select host from node order by id) as hosts,
                   array(select lease_until > clock_timestamp() from node order by id) as alive,
                   array(select id from shard order by id) as shards,
                   array(select owner from shard order by id) as owners,
                   array(select epoch from shard order by id) as epochs
            """;

    /** What it reads is as of just before its own write. */
    private static final String RENEW =
            """
            with renewed as (
                insert into node (id, host, lease_until)
                values ($1, $2, clock_timestamp() + $3::bigint * interval '1 millisecond')
                on conflict (id) do update set lease_until = excluded.lease_until
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
                select id from node where lease_until <= clock_timestamp() order by id for share
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

    private static final String RELEASE =
            "update shard set owner = null where owner = $1 and id = any ($2::int[])";

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
    public Future<ClusterView> renew(NodeId node, Duration lease) {
        String host = hosts.getOrDefault(node, "");
        Member self = new Member(node, host, true);
        return pg.one(
                        RENEW,
                        Tuple.of(node.value(), host, lease.toMillis()),
                        row -> view(members(self, row), row))
                .map(Optional::orElseThrow);
    }

    @Override
    public Future<ClusterView> look(NodeId node) {
        return pg.one(LOOK, Tuple.of(node.value()), row -> view(members(row).toList(), row))
                .map(Optional::orElseThrow);
    }

    @Override
    public Future<List<Fence>> claim(NodeId node, List<Shard> shards) {
        return pg.query(
                CLAIM,
                Tuple.of(node.value(), (Object) numbers(shards)),
                row -> new Fence(new Shard(row.getInteger("id")), node, row.getLong("epoch")));
    }

    @Override
    public Future<Void> release(NodeId node, List<Shard> shards) {
        return pg.execute(RELEASE, Tuple.of(node.value(), (Object) numbers(shards))).mapEmpty();
    }

    @Override
    public Future<Void> leave(NodeId node) {
        return pg.execute(LEAVE, Tuple.of(node.value())).mapEmpty();
    }

    private static Integer[] numbers(List<Shard> shards) {
        return shards.stream().map(Shard::number).toArray(Integer[]::new);
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
        Boolean[] alive = row.getArrayOfBooleans("alive");
        return IntStream.range(0, nodes.length)
                .mapToObj(i -> new Member(new NodeId(nodes[i]), hosts[i], alive[i]));
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
