package dev.deskbus.store;

import dev.deskbus.domain.session.SessionEvent.Said;
import dev.deskbus.port.Fence;
import dev.deskbus.port.SessionJournal.Append;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statement for what most batches are: every append is one word, which nobody else is told and
 * which changes no deadline. It decides and answers as the one of {@link JournalBatch}, and costs a
 * fraction of it.
 */
final class WordsSql {
    static final String SAY =
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
                from unnest($2::int[], $3::int[], $4::text[], $5::bigint[], $6::bigint[],
                            $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[],
                            $12::timestamptz[])
                     as a (n, shard, owner, epoch, session_id, seq, sender, key, recent, body, at)
                left join fence f on f.id = a.shard and f.owner = a.owner and f.epoch = a.epoch
            ), verdict as materialized (
                select said.*,
                       case when first_seq = seq then 'STORED'
                            when not held then 'FENCED'
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
            select v.n, v.word, v.first_seq,
                   case when v.word = 'REPEATED' then
                       (select e.at from session_event e
                        where e.session_id = v.session_id and e.seq = v.first_seq) end as first_at
            from verdict v
            """;

    private WordsSql() {}

    /** Whether it is enough for these. */
    static boolean suits(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            Append append = entry.append();
            if (append.lookAt() != null
                    || !append.callbacks().isEmpty()
                    || append.events().size() != 1
                    || !(append.events().getFirst() instanceof Said said)
                    || said.seq() != append.lastSeq() + 1) {
                return false;
            }
        }
        return true;
    }

    /** Its values for these. */
    static Tuple values(List<JournalEntry> entries) {
        List<Fence> fences = entries.stream().map(entry -> entry.append().fence()).toList();
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

    private static EventRow row(JournalEntry entry) {
        return entry.events().getFirst();
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
