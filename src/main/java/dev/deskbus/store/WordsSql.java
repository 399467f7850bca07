package dev.deskbus.store;

import dev.deskbus.domain.client.TokenKey;
import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statements for what most batches are: every append is one word, which at most one third party
 * is told and which changes no deadline. They decide and answer as the one of {@link JournalBatch},
 * and cost a fraction of it.
 */
final class WordsSql {
    private static final String FENCE =
            """
            with fence as materialized (
                select id, owner, epoch from shard where id = any ($1::int[])
                order by id for no key update
            ), said as materialized (
                select a.*, f.id is not null as held,
                       (select s.state from chat_session s where s.id = a.session_id) as state,
                       (select max(v.seq) from session_event v
                        where v.session_id = a.session_id) as in_log,
                       (select v.seq from session_event v
                        where v.session_id = a.session_id and v.client_msg_id = a.key) as first_seq
            """;

    private static final String NO_TOKEN =
            """
                       , null::text as token, null::timestamptz as alive_until
            """;

    private static final String TOKEN =
            """
                       , (select case when t.client_id = a.client then t.expires_at end
                          from client_token t where t.key = a.token) as alive_until
            """;

    private static final String WORDS =
            """
                from unnest($2::int[], $3::int[], $4::text[], $5::bigint[], $6::bigint[],
                            $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[],
                            $12::timestamptz[])
                     as a (n, shard, owner, epoch, session_id, seq, sender, key, recent, body, at)
            """;

    private static final String UNDER_TOKENS =
            """
                from unnest($2::int[], $3::int[], $4::text[], $5::bigint[], $6::bigint[],
                            $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[],
                            $12::timestamptz[], $13::text[], $14::text[])
                     as a (n, shard, owner, epoch, session_id, seq, sender, key, recent, body, at,
                           token, client)
            """;

    /** Those that nobody is told have no lane. */
    private static final String AND_CALLBACKS =
            """
                from unnest($2::int[], $3::int[], $4::text[], $5::bigint[], $6::bigint[],
                            $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[],
                            $12::timestamptz[], $13::text[], $14::text[], $15::text[], $16::int[],
                            $17::text[], $18::text[], $19::text[])
                     as a (n, shard, owner, epoch, session_id, seq, sender, key, recent, body, at,
                           token, client, lane, lane_shard, target, callback, told)
            """;

    private static final String WRITTEN =
            """
                left join fence f on f.id = a.shard and f.owner = a.owner and f.epoch = a.epoch
            ), verdict as materialized (
                select said.*,
                       case when first_seq = seq then 'STORED'
                            when not held then 'FENCED'
                            when token is not null
                                 and (alive_until > clock_timestamp()) is not true
                                 then 'UNVOUCHED'
                            when first_seq is not null then 'REPEATED'
                            when state is distinct from 'Open' then 'CLOSED'
                            when coalesce(in_log, 0) <> seq - 1 then 'MISPLACED'
                            else 'WRITTEN' end as word
                from said
            ), written as (
                insert into session_event
                    (session_id, seq, kind, sender, client_msg_id, recent_key, body, at)
                select session_id, seq, 'Said', sender, key, recent, body::jsonb, at
                from verdict where word = 'WRITTEN'
            )
            """;

    /**
     * As whoever reads a token uses it: see {@link PgClientStore}. Looked up one by one, and so by
     * its key whatever the planner knows of the table.
     */
    private static final String USED =
            """
            , due as materialized (
                select t.key from verdict v
                cross join lateral (
                    select key from client_token
                    where key = v.token and expires_at > clock_timestamp()
                    limit 1 for no key update skip locked) t
                where v.word = 'WRITTEN' and v.alive_until
                      < clock_timestamp() + interval '23 hours 59 minutes 50 seconds'
            ), extended as (
                update client_token t set expires_at = clock_timestamp() + interval '24 hours'
                from due where t.key = due.key
            )
            """;

    private static final String TOLD =
            """
            , told as (
                insert into callback (lane, shard, target, kind, body)
                select lane, lane_shard, target::jsonb, callback, told::jsonb
                from verdict where word = 'WRITTEN' and lane is not null
                order by n
            )
            """;

    private static final String ANSWER =
            """
            select v.n, v.word, v.first_seq,
                   case when v.word = 'REPEATED' then
                       (select e.at from session_event e
                        where e.session_id = v.session_id and e.seq = v.first_seq) end as first_at
            from verdict v
            """;

    /** By those who are known, and nobody is told. */
    static final String SAY = FENCE + NO_TOKEN + WORDS + WRITTEN + ANSWER;

    /** By whoever has the tokens. */
    static final String SAY_UNDER_TOKENS = FENCE + TOKEN + UNDER_TOKENS + WRITTEN + USED + ANSWER;

    /** Of any kind. */
    static final String SAY_AND_TELL =
            FENCE + TOKEN + AND_CALLBACKS + WRITTEN + USED + TOLD + ANSWER;

    private WordsSql() {}

    /** Whether they are enough for this. */
    static boolean suit(Append append) {
        return append.lookAt() == null
                && append.callbacks().size() <= 1
                && append.events().size() == 1
                && append.events().getFirst() instanceof Said said
                && said.seq() == append.lastSeq() + 1;
    }

    /** Writes what they suit; what was decided of each. */
    static Future<List<Row>> write(Pg pg, List<JournalEntry> entries) {
        boolean tells = false;
        boolean asks = false;
        for (JournalEntry entry : entries) {
            tells |= !entry.callbacks().isEmpty();
            asks |= entry.append().token() != null;
        }
        if (tells) {
            Tuple values = addCallbacks(addTokens(words(entries), entries), entries);
            return pg.query(SAY_AND_TELL, values, row -> row);
        }
        return asks
                ? pg.query(SAY_UNDER_TOKENS, addTokens(words(entries), entries), row -> row)
                : pg.query(SAY, words(entries), row -> row);
    }

    private static Tuple words(List<JournalEntry> entries) {
        List<Fence> fences = new ArrayList<>(entries.size());
        entries.forEach(entry -> fences.add(entry.append().fence()));
        return Tuple.from(Fences.columns(fences))
                .addArrayOfLong(
                        column(
                                entries,
                                Long[]::new,
                                entry -> entry.append().session().id().value()))
                .addArrayOfLong(column(entries, Long[]::new, entry -> row(entry).seq()))
                .addArrayOfString(column(entries, String[]::new, entry -> row(entry).sender()))
                .addArrayOfString(column(entries, String[]::new, entry -> row(entry).key()))
                .addArrayOfString(column(entries, String[]::new, entry -> row(entry).recent()))
                .addArrayOfString(column(entries, String[]::new, entry -> row(entry).body()))
                .addArrayOfOffsetDateTime(
                        column(entries, OffsetDateTime[]::new, entry -> row(entry).at()));
    }

    private static Tuple addTokens(Tuple values, List<JournalEntry> entries) {
        return values.addArrayOfString(column(entries, String[]::new, WordsSql::token))
                .addArrayOfString(
                        column(
                                entries,
                                String[]::new,
                                entry -> entry.append().session().client().value()));
    }

    private static @Nullable String token(JournalEntry entry) {
        TokenKey token = entry.append().token();
        return token == null ? null : token.value();
    }

    private static Tuple addCallbacks(Tuple values, List<JournalEntry> entries) {
        return values.addArrayOfString(told(entries, String[]::new, OutboxRow::lane))
                .addArrayOfInteger(told(entries, Integer[]::new, OutboxRow::shard))
                .addArrayOfString(told(entries, String[]::new, OutboxRow::target))
                .addArrayOfString(told(entries, String[]::new, OutboxRow::kind))
                .addArrayOfString(told(entries, String[]::new, OutboxRow::body));
    }

    private static EventRow row(JournalEntry entry) {
        return entry.events().getFirst();
    }

    /** Nothing stands where nobody is told. */
    private static <T> T[] told(
            List<JournalEntry> entries, IntFunction<T[]> array, Function<OutboxRow, T> value) {
        T[] column = array.apply(entries.size());
        for (int i = 0; i < column.length; i++) {
            List<OutboxRow> callbacks = entries.get(i).callbacks();
            if (!callbacks.isEmpty()) {
                column[i] = value.apply(callbacks.getFirst());
            }
        }
        return column;
    }

    private static <T extends @Nullable Object> T[] column(
            List<JournalEntry> entries, IntFunction<T[]> array, Function<JournalEntry, T> value) {
        T[] column = array.apply(entries.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(entries.get(i));
        }
        return column;
    }
}
