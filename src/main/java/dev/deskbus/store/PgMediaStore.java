package dev.deskbus.store;

import dev.deskbus.domain.client.CallbackTarget.Protocol;
import dev.deskbus.domain.client.OuterId;
import dev.deskbus.domain.id.ClientId;
import dev.deskbus.domain.id.FileId;
import dev.deskbus.domain.id.Shard;
import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.media.MediaOutcome;
import dev.deskbus.domain.media.MediaOutcome.Fetched;
import dev.deskbus.domain.media.MediaOutcome.Lost;
import dev.deskbus.domain.media.MediaOutcome.Missed;
import dev.deskbus.domain.media.MediaStanding;
import dev.deskbus.domain.media.WantedMedia;
import dev.deskbus.domain.session.Message.Media;
import dev.deskbus.port.Fence;
import dev.deskbus.port.MediaStore;
import dev.deskbus.port.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code media}. */
public final class PgMediaStore implements MediaStore {
    private final Pg pg;

    /** The media of that database. */
    public PgMediaStore(Pg pg) {
        this.pg = pg;
    }

    /** What a repeat says is not looked at: the row stands. */
    private static final String PROMISE =
            """
            insert into media as m (key, tenant_id, client_id, shard, kind, media_id, session_id,
                                    agent_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (client_id, key) do update set key = excluded.key
            returning m.id
            """;

    @Override
    public Future<FileId> promise(WantedMedia wanted, String key) {
        Tuple values =
                Tuple.of(key, wanted.tenant().value(), wanted.client().value())
                        .addInteger(Shard.of(wanted.client()).number())
                        .addString(wanted.kind().name())
                        .addString(wanted.mediaId())
                        .addLong(wanted.session() == null ? null : wanted.session().value())
                        .addString(wanted.agent() == null ? null : wanted.agent().value());
        return pg.one(PROMISE, values, row -> new FileId(row.getString("id")))
                .map(Optional::orElseThrow);
    }

    private static final String FIND = "select state, file_id from media where id = $1";

    @Override
    public Future<Optional<MediaStanding>> find(FileId promised) {
        return pg.one(FIND, Tuple.of(promised.value()), PgMediaStore::standing);
    }

    /** Of each integration what waits longest, so that none has all the places. */
    private static final String TAKE_DUE =
            """
            with due as materialized (
                select m.id, m.shard, m.next_at,
                       row_number() over (partition by c.integration
                                          order by m.next_at, m.id) as place
                from media m join client c on c.id = m.client_id
                where m.state = 'WAITING' and m.next_at <= clock_timestamp()
                  and m.shard = any ($1::int[]) and c.integration <> all ($4::text[]))
            , chosen as materialized (
                select d.id, d.shard from due d where d.place <= $6
                order by d.place, d.next_at, d.id limit $7::int)
            , fence as materialized (
                select s.id from shard s
                join unnest($1::int[], $2::text[], $3::bigint[]) as mine(id, owner, epoch)
                  on s.id = mine.id and s.owner = mine.owner and s.epoch = mine.epoch
                where s.id in (select shard from chosen)
                order by s.id for no key update of s)
            , taken as (
                update media m
                set attempt = m.attempt + 1,
                    next_at = clock_timestamp() + $5::bigint * interval '1 millisecond'
                from chosen join fence on fence.id = chosen.shard
                where m.id = chosen.id and m.state = 'WAITING' and m.next_at <= clock_timestamp()
                returning m.*)
            select t.id, t.attempt, t.tenant_id, t.client_id, t.kind, t.media_id, t.session_id,
                   t.agent_id, c.wire, c.integration, c.outer_id
            from taken t join client c on c.id = t.client_id
            """;

    @Override
    public Future<List<Due>> takeDue(List<Fence> fences, Set<String> full, Taking taking) {
        if (fences.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Tuple values =
                Tuple.of(
                        fences.stream().map(f -> f.shard().number()).toArray(Integer[]::new),
                        fences.stream().map(f -> f.node().value()).toArray(String[]::new),
                        fences.stream().map(Fence::epoch).toArray(Long[]::new),
                        full.toArray(String[]::new),
                        taking.patience().toMillis(),
                        (long) taking.each(),
                        taking.limit());
        return pg.query(TAKE_DUE, values, PgMediaStore::due);
    }

    private static final String SETTLE =
            Fences.FENCE
                    + """
                    , changed as (
                        update media m
                        set state = $5::text, failure = $6::text, file_id = $7::text,
                            next_at = case when $5::text = 'WAITING'
                                           then clock_timestamp()
                                               + $8::bigint * interval '1 millisecond'
                                           else m.next_at end,
                            settled_at = case when $5::text <> 'WAITING'
                                              then clock_timestamp() end
                        from fence
                        where m.id = $4 and m.shard = fence.id and m.state = 'WAITING'
                        returning m.id)
                    select (select count(*) from fence) as fenced,
                           (select count(*) from changed) as changed
                    """;

    @Override
    public Future<Written> settle(
            Fence fence, FileId promised, MediaOutcome outcome, Optional<Duration> retryAfter) {
        return switch (outcome) {
            case Fetched(var file) -> settle(fence, promised, "HERE", null, file, Duration.ZERO);
            case Lost(var why) -> settle(fence, promised, "GONE", why, null, Duration.ZERO);
            case Missed(var why) when retryAfter.isPresent() ->
                    settle(fence, promised, "WAITING", why, null, retryAfter.get());
            case Missed(var why) -> settle(fence, promised, "GONE", why, null, Duration.ZERO);
        };
    }

    private Future<Written> settle(
            Fence fence,
            FileId promised,
            String state,
            @Nullable String failure,
            @Nullable FileId file,
            Duration wait) {
        Tuple values =
                Fences.values(fence)
                        .addString(promised.value())
                        .addString(state)
                        .addString(failure)
                        .addString(file == null ? null : file.value())
                        .addLong(wait.toMillis());
        return pg.one(SETTLE, values, Fences::written).map(Optional::orElseThrow);
    }

    private static MediaStanding standing(Row row) {
        return switch (row.getString("state")) {
            case "WAITING" -> new MediaStanding.Expected();
            case "HERE" -> new MediaStanding.Here(new FileId(row.getString("file_id")));
            default -> new MediaStanding.Gone();
        };
    }

    private static Due due(Row row) {
        return new Due(
                new FileId(row.getString("id")),
                row.getInteger("attempt"),
                new WantedMedia(
                        new TenantId(row.getLong("tenant_id")),
                        new ClientId(row.getString("client_id")),
                        new OuterId(
                                Protocol.valueOf(row.getString("wire")),
                                row.getString("integration"),
                                row.getString("outer_id")),
                        Media.Kind.valueOf(row.getString("kind")),
                        row.getString("media_id"),
                        Columns.findSession(row, "session_id"),
                        Columns.findAgent(row, "agent_id")));
    }
}
