package dev.deskbus.store;

import dev.deskbus.domain.id.TenantId;
import dev.deskbus.domain.search.PlainWords;
import dev.deskbus.domain.session.Message;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.TranscriptIndex;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of all that was said, behind a cursor into the log (docs/decisions/0100). Numbers are
 * drawn before a statement commits, so a lower one may appear later than a higher; the cursor stays
 * behind until that cannot be any more. Whoever writes to the log locks its shard's row first, and
 * so is a running transaction by the time it draws a number.
 */
public final class PgTranscriptIndex implements TranscriptIndex {
    private static final Logger LOG = LoggerFactory.getLogger(PgTranscriptIndex.class);
    private static final int BATCH = 500;

    private final Pg pg;
    private final SealedJson json;

    public PgTranscriptIndex(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    @Override
    public Future<Boolean> advance() {
        return pg.execute(MARK, Tuple.tuple())
                .compose(_ -> pg.one(REACH, Tuple.tuple(), PgTranscriptIndex::reach))
                .compose(
                        found ->
                                found.filter(reach -> reach.upTo() < reach.settled())
                                        .map(this::takeIn)
                                        .orElseGet(() -> Future.succeededFuture(false)));
    }

    /** Nothing is written while nothing is said. */
    private static final String MARK =
            """
            with now as materialized (
                select pg_snapshot_xmin(pg_current_snapshot()) as oldest,
                       pg_snapshot_xmax(pg_current_snapshot()) as next,
                       (select coalesce(max(id), 0) from session_event) as last)
            update transcript_cursor c
            set settled = c.mark, mark = now.last, mark_xid = now.next
            from now
            where c.mark_xid <= now.oldest and now.last > c.settled
            """;

    private static final String REACH = "select up_to, settled from transcript_cursor";

    /** Words that were corrected later stand in the row of the message that they correct. */
    private static final String LOAD =
            """
            with page as materialized (
                select e.id, e.session_id, e.seq, e.kind, e.at, e.body
                from session_event e
                where e.id > $1 and e.id <= $2
                order by e.id limit $3::int)
            select p.id as place, coalesce(o.id, p.id) as id, p.session_id,
                   coalesce(o.seq, p.seq) as seq, coalesce(o.at, p.at) as at, s.tenant_id,
                   case when p.kind in ('Said', 'MessageEdited')
                        then (p.body -> 'message')::text end as message
            from page p
            join chat_session s on s.id = p.session_id
            left join session_event o on p.kind = 'MessageEdited' and o.session_id = p.session_id
                                     and o.seq = (p.body ->> 'of')::bigint
            order by p.id
            """;

    private Future<Boolean> takeIn(Reach reach) {
        return pg.query(LOAD, Tuple.of(reach.upTo(), reach.settled(), BATCH), this::entry)
                .compose(
                        entries -> {
                            boolean isMore = entries.size() == BATCH;
                            long upTo = isMore ? entries.getLast().place() : reach.settled();
                            return write(reach.upTo(), upTo, entries).map(isMore);
                        });
    }

    /** Who finds the cursor moved writes nothing: somebody else has. */
    private static final String WRITE =
            """
            with moved as (
                update transcript_cursor set up_to = $2::bigint where up_to = $1::bigint
                returning up_to)
            insert into transcript (session_id, seq, id, tenant_id, at, words)
            select e.session_id, e.seq, e.id, e.tenant_id, e.at,
                   array_to_tsvector(string_to_array(e.words, ' '))
            from moved, unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                               $7::timestamptz[], $8::text[])
                 as e (session_id, seq, id, tenant_id, at, words)
            on conflict (session_id, seq) do update set words = transcript.words || excluded.words
            """;

    private Future<Void> write(long from, long upTo, List<Entry> entries) {
        Collection<Entry> full = merged(entries);
        Tuple values =
                Tuple.of(from, upTo)
                        .addArrayOfLong(column(full, Entry::session, Long[]::new))
                        .addArrayOfLong(column(full, Entry::seq, Long[]::new))
                        .addArrayOfLong(column(full, Entry::id, Long[]::new))
                        .addArrayOfLong(column(full, Entry::tenant, Long[]::new))
                        .addArrayOfOffsetDateTime(column(full, Entry::at, OffsetDateTime[]::new))
                        .addArrayOfString(column(full, Entry::words, String[]::new));
        return pg.execute(WRITE, values).mapEmpty();
    }

    /** Those with words, one a message. */
    private static Collection<Entry> merged(List<Entry> entries) {
        Map<Long, Entry> byId = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> !entry.words().isEmpty())
                .forEach(entry -> byId.merge(entry.id(), entry, Entry::with));
        return byId.values();
    }

    private static <T> T[] column(
            Collection<Entry> entries, Function<Entry, T> part, IntFunction<T[]> array) {
        return entries.stream().map(part).toArray(array);
    }

    private Entry entry(Row row) {
        long tenant = row.getLong("tenant_id");
        return new Entry(
                row.getLong("place"),
                row.getLong("session_id"),
                row.getLong("seq"),
                row.getLong("id"),
                tenant,
                row.getOffsetDateTime("at"),
                WordSql.words(new TenantId(tenant), text(row)));
    }

    /** What cannot be read is of a later release, or broken: it must not stop all the others. */
    private String text(Row row) {
        String message = row.getString("message");
        try {
            return message == null ? "" : PlainWords.of(json.read(message, Message.class));
        } catch (IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("session", row.getLong("session_id"))
                    .addKeyValue("seq", row.getLong("seq"))
                    .log("message cannot be read, and so not be searched");
            return "";
        }
    }

    private static Reach reach(Row row) {
        return new Reach(row.getLong("up_to"), row.getLong("settled"));
    }

    private record Reach(long upTo, long settled) {}

    /**
     * One event of the log.
     *
     * @param place its own number; the others are of the message whose words it has
     */
    private record Entry(
            long place,
            long session,
            long seq,
            long id,
            long tenant,
            OffsetDateTime at,
            String words) {
        Entry with(Entry later) {
            return new Entry(place, session, seq, id, tenant, at, words + " " + later.words);
        }
    }
}
