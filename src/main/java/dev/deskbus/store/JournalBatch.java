package dev.deskbus.store;

import dev.deskbus.domain.error.ErrorCode;
import dev.deskbus.domain.error.Refusal;
import dev.deskbus.port.SessionJournal.Append;
import dev.deskbus.port.SessionJournal.Appended;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that writes a batch of appends, at most one of each session. It locks the rows
 * of their shards, in order, and holds back until it has them; what it then believes of the log may
 * be older than that, and where it is, a unique constraint fails the whole statement: run again, it
 * sees what was written.
 */
final class JournalBatch {
    /**
     * {@code verdict} decides for each append: all of its events stand in the log with these very
     * numbers and keys, so this is a repetition of ours (STORED); the shard is not ours (FENCED);
     * one of its keys stands in the log (REPEATED); the session is not open (CLOSED); the log does
     * not end where the append begins (MISPLACED); or it is written (WRITTEN).
     */
    private static final String LOG =
            """
            with fence as materialized (
                select id, owner, epoch from shard where id = any ($1::int[])
                order by id for no key update
            ), append as materialized (
                select a.n, a.session_id, a.last_seq, a.look_at, f.id is not null as held,
                       (select s.state from chat_session s where s.id = a.session_id) as state,
                       (select max(v.seq) from session_event v
                        where v.session_id = a.session_id) as in_log
                from unnest($2::int[], $3::int[], $4::text[], $5::bigint[], $6::bigint[],
                            $7::bigint[], $8::timestamptz[])
                     as a (n, shard, owner, epoch, session_id, last_seq, look_at)
                left join fence f on f.id = a.shard and f.owner = a.owner and f.epoch = a.epoch
            ), event as materialized (
                select e.*, a.session_id,
                       (select v.seq from session_event v where v.session_id = a.session_id
                        and v.client_msg_id = e.key) as stored_seq
                from unnest($9::int[], $10::bigint[], $11::text[], $12::text[], $13::text[],
                            $14::text[], $15::text[], $16::timestamptz[], $17::text[])
                     as e (n, seq, kind, sender, key, recent, body, at, agent)
                join append a on a.n = e.n
            ), stored as materialized (
                select n, min(stored_seq) as first_seq,
                       bool_and(stored_seq is not distinct from seq) as same,
                       bool_and(kind = 'Rated') as afterwards
                from event group by n
            ), verdict as materialized (
                select a.n, a.session_id, r.first_seq,
                       case when r.same then 'STORED'
                            when not a.held then 'FENCED'
                            when r.first_seq is not null then 'REPEATED'
                            when a.state is distinct from 'Open'
                                 and not (a.state = 'Closed' and r.afterwards) then 'CLOSED'
                            when coalesce(a.in_log, 0) <> a.last_seq then 'MISPLACED'
                            else 'WRITTEN' end as word
                from append a join stored r on r.n = a.n
            ), fresh as materialized (
                select e.* from event e join verdict v on v.n = e.n where v.word = 'WRITTEN'
            ), written as (
                insert into session_event
                    (session_id, seq, kind, sender, client_msg_id, recent_key, body, at)
                select session_id, seq, kind, sender, key, recent, body::jsonb, at from fresh
                returning session_id, kind, id, at,
                          case when kind = 'Closed' then body -> 'by' end as ended_by
            """;

    /**
     * What events other than words do to the session's rows. Rows of tables that grow are looked up
     * one by one, and not by an index that is small only at times: a plan that was made then reads
     * all of it (docs/decisions/0116).
     */
    private static final String ROWS =
            """
            ), joined as (
                insert into session_agent (session_id, agent_id, joined_at)
                select session_id, agent, at from fresh
                where kind in ('AgentJoined', 'SessionTransferred')
            ), closed as (
                update chat_session s
                set state = 'Closed', closed_at = e.at, closed_by = e.ended_by, look_at = null,
                    events_until = e.id
                from written e where e.kind = 'Closed' and s.id = e.session_id
            ), resumed as (
                update chat_session s
                set token_key = e.body::jsonb #>> '{token,value}',
                    target = coalesce(e.body::jsonb -> 'target', s.target)
                from fresh e where e.kind = 'ClientResumed' and s.id = e.session_id
            ), transferred as (
                update chat_session s
                set queue_id = (e.body::jsonb #>> '{queue,value}')::bigint,
                    kind = e.body::jsonb ->> 'kind', handover = null, waiting_request = null,
                    look_at = e.at
                from fresh e where e.kind = 'SessionTransferred' and s.id = e.session_id
            ), leaving as materialized (
                select e.session_id, e.at, p.agent_id, p.joined_at
                from fresh e
                cross join lateral (
                    select s.agent_id, s.joined_at, s.left_at from session_agent s
                    where s.session_id = e.session_id offset 0) p
                where p.left_at is null
                  and (e.kind = 'Closed' or (e.kind = 'AgentLeft' and p.agent_id = e.agent)
                       or (e.kind = 'SessionTransferred' and p.agent_id <> e.agent))
            ), departed as (
                update session_agent s set left_at = l.at from leaving l
                where s.session_id = l.session_id and s.agent_id = l.agent_id
                and s.joined_at = l.joined_at and coalesce(s.left_at, 'infinity') = 'infinity'
            ), freed as (
                update agent_slot s set session_id = null from fresh e
                where s.session_id = e.session_id
                and (e.kind = 'Closed' or (e.kind = 'AgentLeft' and s.agent_id = e.agent)
                     or (e.kind = 'SessionTransferred' and s.agent_id <> e.agent))
            ), rated as (
                insert into rating
                    (session_id, seq, client_id, agent_id, rating_id, comments, extend, at)
                select e.session_id, e.seq, e.body::jsonb #>> '{client,value}',
                       (select p.agent_id from session_agent p
                        where p.session_id = e.session_id order by p.joined_at desc limit 1),
                       (e.body::jsonb #>> '{rating,ratingId}')::bigint,
                       e.body::jsonb #>> '{rating,comments}',
                       e.body::jsonb #>> '{rating,extend}', e.at
                from fresh e where e.kind = 'Rated'
            ), change as materialized (
                select e.session_id, e.body::jsonb #>> '{from,value}' as before,
                       e.body::jsonb #>> '{to,value}' as client,
                       e.body::jsonb #>> '{token,value}' as token
                from fresh e where e.kind = 'ClientChanged'
            ), changed as (
                update chat_session s set client_id = c.client, token_key = c.token
                from change c where s.id = c.session_id
                returning s.tenant_id, c.session_id, c.before, c.client
            ), followed as (
                update client_token t set client_id = c.client, whole_history = false
                from change c where t.key = c.token and t.client_id = c.before
            ), theirs as materialized (
                select r.id, c.client from change c
                cross join lateral (
                    select q.id, q.status from chat_request q
                    where q.session_id = c.session_id offset 0) r
                where r.status = 'ACCEPTED'
            ), requests as (
                update chat_request r set client_id = t.client
                from theirs t where r.id = t.id and r.status || '' = 'ACCEPTED'
            ), audited as (
                insert into audit (tenant_id, actor, act, detail)
                select c.tenant_id, 'client:' || c.before, 'client changed',
                       jsonb_build_object('session', c.session_id, 'from', c.before,
                                          'to', c.client)
                from changed c
            ), supervised as (
                insert into audit (tenant_id, actor, act, detail)
                select s.tenant_id, e.sender, e.kind,
                       jsonb_strip_nulls(jsonb_build_object(
                           'session', e.session_id, 'on', e.body::jsonb -> 'on'))
                from fresh e join chat_session s on s.id = e.session_id
                where e.kind in ('Whispered', 'WatchChanged', 'AgentLeft')
                  and e.body::jsonb #>> '{act,as}' = 'SUPERVISOR'
            ), watched as (
                insert into session_watch (session_id, agent_id)
                select e.session_id, e.agent from fresh e
                where e.kind = 'WatchChanged' and (e.body::jsonb ->> 'on')::boolean
                on conflict do nothing
            ), unwatched as (
                delete from session_watch w using fresh e
                where w.session_id = e.session_id
                  and (e.kind = 'Closed'
                       or (e.kind = 'WatchChanged' and w.agent_id = e.agent
                           and not (e.body::jsonb ->> 'on')::boolean))
            """;

    private static final String OUTBOX =
            """
            ), looked as (
                update chat_session s set look_at = least(s.look_at, a.look_at)
                from append a join verdict v on v.n = a.n and v.word = 'WRITTEN'
                where a.look_at is not null and s.id = a.session_id
                  and (s.look_at is null or s.look_at > a.look_at)
            ), told as (
                insert into callback (lane, shard, target, kind, body)
                select c.lane, c.shard, c.target::jsonb, c.kind, c.body::jsonb
                from unnest($18::int[], $19::text[], $20::int[], $21::text[], $22::text[],
                            $23::text[])
                     with ordinality as c (n, lane, shard, target, kind, body, place)
                join verdict v on v.n = c.n where v.word = 'WRITTEN'
                order by c.place
            )
            select v.n, v.word, v.first_seq,
                   (select e.at from session_event e where v.word = 'REPEATED'
                    and e.session_id = v.session_id and e.seq = v.first_seq) as first_at
            from verdict v
            """;

    private static final String APPEND = LOG + ROWS + OUTBOX;

    private final List<JournalEntry> entries;

    /** Either words alone, or none. */
    JournalBatch(List<JournalEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    List<JournalEntry> entries() {
        return entries;
    }

    /** Runs the statement and answers every append; fails, and answers none, when it fails. */
    Future<Void> write(Pg pg) {
        Future<List<Row>> verdicts =
                entries.getFirst().isWord()
                        ? WordsSql.write(pg, entries)
                        : pg.query(APPEND, values(), row -> row);
        return verdicts.onSuccess(this::answer).mapEmpty();
    }

    /** In a list that the client may change, as it does when it prepares them. */
    private Tuple values() {
        return Tuple.tuple(
                Stream.of(fenceColumns(), appendColumns(), eventColumns(), callbackColumns())
                        .flatMap(Stream::of)
                        .toList());
    }

    private Object[] fenceColumns() {
        return Fences.columns(entries.stream().map(entry -> entry.append().fence()).toList());
    }

    private Object[] appendColumns() {
        return new Object[] {
            entries.stream().map(e -> e.append().session().id().value()).toArray(Long[]::new),
            entries.stream().map(e -> e.append().lastSeq()).toArray(Long[]::new),
            entries.stream().map(e -> lookAt(e.append())).toArray(OffsetDateTime[]::new)
        };
    }

    private static @Nullable OffsetDateTime lookAt(Append append) {
        return append.lookAt() == null ? null : Columns.time(append.lookAt());
    }

    private Object[] eventColumns() {
        return new Object[] {
            places(JournalEntry::events),
            events(EventRow::seq, Long[]::new),
            events(EventRow::kind, String[]::new),
            events(EventRow::sender, String[]::new),
            events(EventRow::key, String[]::new),
            events(EventRow::recent, String[]::new),
            events(EventRow::body, String[]::new),
            events(EventRow::at, OffsetDateTime[]::new),
            events(EventRow::agent, String[]::new)
        };
    }

    private Object[] callbackColumns() {
        return new Object[] {
            places(JournalEntry::callbacks),
            callbacks(OutboxRow::lane, String[]::new),
            callbacks(OutboxRow::shard, Integer[]::new),
            callbacks(OutboxRow::target, String[]::new),
            callbacks(OutboxRow::kind, String[]::new),
            callbacks(OutboxRow::body, String[]::new)
        };
    }

    /** For each row, in the order of all rows, the place of its append in the batch. */
    private Integer[] places(Function<JournalEntry, List<?>> rows) {
        return IntStream.range(0, entries.size())
                .flatMap(n -> IntStream.generate(() -> n).limit(rows.apply(entries.get(n)).size()))
                .boxed()
                .toArray(Integer[]::new);
    }

    private <T extends @Nullable Object> T[] events(
            Function<EventRow, T> part, IntFunction<T[]> array) {
        return entries.stream().flatMap(e -> e.events().stream()).map(part).toArray(array);
    }

    private <T> T[] callbacks(Function<OutboxRow, T> part, IntFunction<T[]> array) {
        return entries.stream().flatMap(e -> e.callbacks().stream()).map(part).toArray(array);
    }

    private void answer(List<Row> rows) {
        for (Row row : rows) {
            CallersPromise<Appended> answer = entries.get(row.getInteger("n")).answer();
            switch (Verdict.valueOf(row.getString("word"))) {
                case WRITTEN, STORED -> answer.succeed(new Appended.Stored());
                case FENCED -> answer.succeed(new Appended.Fenced());
                case REPEATED ->
                        answer.succeed(
                                new Appended.Repeated(
                                        row.getLong("first_seq"),
                                        row.getOffsetDateTime("first_at").toInstant()));
                case UNVOUCHED ->
                        answer.fail(new Refusal(ErrorCode.TOKEN_INVALID, "no such token"));
                case CLOSED ->
                        answer.fail(new Refusal(ErrorCode.SESSION_CLOSED, "the session is closed"));
                case MISPLACED ->
                        answer.fail(
                                new Refusal(ErrorCode.UNAVAILABLE, "the log does not end there"));
            }
        }
    }

    /** What the statement decided; see there. */
    private enum Verdict {
        STORED,
        FENCED,
        UNVOUCHED,
        REPEATED,
        CLOSED,
        MISPLACED,
        WRITTEN
    }
}
