package dev.deskbus.store;

/**
 * Parts of the statements by which a session changes hands: its row is {@code session}, and what
 * follows happens when {@code done} has a row.
 */
final class SeatSql {
    /**
     * The open session {@code $4}, if its log ends at {@code $6} and no line has just given it
     * away. Its row is locked before any slot or request, as {@link Handover} does it.
     */
    static final String SESSION =
            Fences.FENCE
                    + """
                    , session as materialized (
                        select s.* from fence, chat_session s
                        where s.id = $4::bigint and s.state = 'Open' and s.handover is null
                          and $6::bigint = coalesce(
                              (select max(e.seq) from session_event e where e.session_id = s.id), 0)
                        for no key update of s)
                    """;

    /** The event and the callbacks, as {@link LogSql} and {@link OutboxSql} add their values. */
    static final String WRITTEN =
            """
            , logged as (
                insert into session_event (
                    session_id, seq, kind, sender, client_msg_id, recent_key, body, at)
                select done.id, e.seq, e.kind, e.sender, e.key, e.recent, e.body::jsonb, e.at
                from done,
                     unnest($7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[],
                            $12::text[], $13::timestamptz[])
                         as e(seq, kind, sender, key, recent, body, at)
                returning session_id, kind, at, body)
            , told as (
                insert into callback (lane, shard, target, kind, body)
                select c.lane, c.shard, c.target::jsonb, c.kind, c.body::jsonb
                from done,
                     unnest($14::text[], $15::int[], $16::text[], $17::text[], $18::text[])
                         with ordinality as c(lane, shard, target, kind, body, nth)
                order by c.nth)
            , audited as (
                insert into audit (tenant_id, actor, act, detail)
                select session.tenant_id, 'agent:' || (l.body #>> '{act,by,value}'), l.kind,
                       jsonb_strip_nulls(jsonb_build_object(
                           'session', l.session_id,
                           'agent', coalesce(l.body #>> '{agent,value}', l.body #>> '{to,value}'),
                           'queue', l.body #> '{queue,value}'))
                from logged l, session
                where l.body #>> '{act,as}' = 'SUPERVISOR')
            """;

    private SeatSql() {}
}
