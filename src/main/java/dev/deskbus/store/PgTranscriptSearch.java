package dev.deskbus.store;

import dev.deskbus.domain.client.Client;
import dev.deskbus.json.SealedJson;
import dev.deskbus.port.HistoryRow;
import dev.deskbus.port.TranscriptSearch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The search in PostgreSQL. Looks at one span of time after the other, newest first, so that a word
 * that is said all the time costs no more than a page of it; each look begins with the words'
 * index, and what that cannot tell (whether the characters stand side by side) is seen in the
 * messages themselves. Of one client everything is looked at in one go, by its sessions.
 */
public final class PgTranscriptSearch implements TranscriptSearch {
    private final Pg pg;
    private final SealedJson json;

    /**
     * Asks that database.
     *
     * @param pg connections of its own that plan each statement for its values
     */
    public PgTranscriptSearch(Pg pg, SealedJson json) {
        this.pg = pg;
        this.json = json;
    }

    @Override
    public Future<Found> search(Query query) {
        return findExtent().compose(extent -> new Sweep(this, query, extent).run());
    }

    private static final String EXTENT =
            "select min(at) as oldest, max(at) as newest from transcript";

    private Future<Extent> findExtent() {
        return pg.one(
                        EXTENT,
                        Tuple.tuple(),
                        row ->
                                new Extent(
                                        Columns.findInstant(row, "oldest"),
                                        Columns.findInstant(row, "newest")))
                .map(Optional::orElseThrow);
    }

    private static final String IN_SPAN =
            """
            t.words @@ ($3::text)::tsquery and t.tenant_id = $1
            and (t.at, t.id) < ($4::timestamptz, $5::bigint) and t.at >= $6::timestamptz
            """;

    private static final String OF_ALL =
            "with found as materialized (select t.session_id, t.seq, t.at, t.id from transcript t"
                    + " where $2::text is null and "
                    + IN_SPAN;

    private static final String OF_CLIENT =
            "with "
                    + PersonSql.PERSON
                    + """
                    , found as materialized (
                        select t.session_id, t.seq, t.at, t.id from transcript t
                        where t.session_id = any (array(
                            select s.id from chat_session s
                            where s.tenant_id = $1 and s.client_id in (select id from person)))
                        and
                    """
                    + IN_SPAN;

    /** Always a row, if only to say how much there was that did not fit. */
    private static final String PAGE =
            """
            ), kept as materialized (
                select f.session_id, f.seq
                from found f
                join chat_session s on s.id = f.session_id and s.tenant_id = $1
                                   and not (s.archived and exists (
                                       select from log_month m
                                       where m.let_go_at is not null
                                         and s.id >= m.from_session and s.id < m.to_session))
                where ($7::text is null or exists (
                          select from session_agent p
                          where p.session_id = s.id and p.agent_id = $7::text))
                  and ($8::bigint is null or s.queue_id = $8::bigint)
                  and ($9::text is null
                       or exists (select from session_tag g
                                  where g.session_id = s.id and g.tag = $9::text)
                       or exists (select from client_tag g
                                  where g.client_id = s.client_id and g.tag = $9::text))
                order by f.at desc, f.id desc limit $10::int
            ), page as materialized (
                select
            """
                    + HistoryRows.SAID
                    + """
                     from kept k
                    join session_log e on e.session_id = k.session_id and e.seq = k.seq)
                    """
                    + HistoryRows.OPENINGS
                    + """
                    select m.*, n.found,
                    """
                    + Columns.CLIENT
                    + """
                     from (select count(*) as found from found) n
                    left join (
                    """
                    + HistoryRows.MESSAGES
                    + """
                    ) m on true
                    left join chat_session s on s.id = m.session_id
                    left join client c on c.id = s.client_id
                    order by m.at desc, m.id desc
                    """;

    /** What the words' index has between two places, the lower one's moment included. */
    Future<Look> look(Query query, Place below, Instant from, int most) {
        Filter filter = query.filter();
        Tuple values =
                Tuple.of(
                                query.tenant().value(),
                                filter.client() == null ? null : filter.client().value(),
                                WordSql.query(query.tenant(), query.terms()),
                                Columns.time(below.at()),
                                below.id(),
                                Columns.time(from))
                        .addString(filter.agent() == null ? null : filter.agent().value())
                        .addLong(filter.queue() == null ? null : filter.queue().value())
                        .addString(filter.tag() == null ? null : filter.tag().name())
                        .addInteger(most);
        String sql = (filter.client() == null ? OF_ALL : OF_CLIENT) + PAGE;
        return pg.query(sql, values, this::line).map(PgTranscriptSearch::look);
    }

    private static Look look(List<Line> lines) {
        return new Look(
                lines.getFirst().found(),
                lines.stream().flatMap(line -> Stream.ofNullable(line.candidate())).toList());
    }

    private Line line(Row row) {
        long found = row.getLong("found");
        return row.getLong("id") == null
                ? new Line(found, null)
                : new Line(
                        found,
                        new Candidate(
                                HistoryRows.row(row, json),
                                Columns.client(row),
                                new Place(Columns.instant(row, "at"), row.getLong("id"))));
    }

    /** From when on and until when anything was said; null when nothing was. */
    record Extent(@Nullable Instant oldest, @Nullable Instant newest) {}

    /**
     * What one look saw.
     *
     * @param found how much the index has there, whatever else did not fit
     */
    record Look(long found, List<Candidate> candidates) {}

    /** A message with all the words; perhaps not side by side. */
    record Candidate(HistoryRow row, Client client, Place place) {}

    private record Line(long found, @Nullable Candidate candidate) {}
}
