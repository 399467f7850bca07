package dev.deskbus.store;

/**
 * The newest words of a client, read from the newest session backwards, until there are enough: the
 * client is {@code $1}, {@code $2} how many are wanted, and their numbers are below {@code $3}. A
 * session may have begun before another and gone on after it, when its client turned out to be
 * known: the walk ends only where nothing that it has not seen can come before what it has.
 */
final class HistoryWalk {
    /** Up to the conditions on {@code chat_session s}, each of which begins with {@code and}. */
    static final String SESSIONS =
            """
            with recursive walk (id, until, after, bound, words) as (
                select 9223372036854775807, 9223372036854775807, 9223372036854775807, 0::bigint,
                       0::bigint
                union all
                select next.id, next.events_until, least(walk.after, next.events_after),
                       bound.seq, walk.words + said.words
                from walk
                cross join lateral (
                    select s.id, s.events_until, s.events_after
                    from chat_session s
                    where s.client_id = $1 and (s.events_until, s.id) < (walk.until, walk.id)
                      and s.events_after < $3::bigint
            """;

    /**
     * Behind them; {@code walked} is a part of the statement with as many words as are wanted, or
     * with all that there are. The word that the page begins below is looked up, not searched for.
     */
    static final String WORDS =
            """
                    order by s.events_until desc, s.id desc limit 1) next
                cross join lateral (
                    select coalesce(
                        case when next.events_until > $3::bigint then
                            (select case when c.session_id = next.id then c.seq end
                             from session_log c where c.id = $3::bigint limit 1) end,
                        9223372036854775807) as seq) bound
                cross join lateral (
                    select count(*) as words from (
                        select from session_log e
                        where e.session_id = next.id and e.seq < bound.seq
                          and e.kind = 'Said' and e.id < $3::bigint
                        order by e.seq desc limit $2::bigint) newest) said
                where walk.words < $2::bigint or next.events_until > walk.after
            ), walked as (
                select e.id, e.session_id, e.seq, e.sender, e.body, e.at, e.stored_at, e.extra
                from walk
                cross join lateral (
                    select
            """
                    + HistoryRows.SAID
                    + """
                     from session_log e
                    where e.session_id = walk.id and e.seq < walk.bound
                      and e.kind = 'Said' and e.id < $3::bigint
                    order by e.seq desc limit $2::bigint) e
                order by e.id desc limit $2::bigint)
            """;

    /**
     * A {@code page} of them and of what was said in vain, up to the conditions on {@code
     * chat_request r}.
     */
    static final String PAGE =
            """
            , page as materialized (
                select * from walked
                union all
                (select
            """
                    + HistoryRows.SAID_IN_VAIN
                    + """
                     from chat_request r
                    join request_message m on m.request_id = r.id
                    """;

    private HistoryWalk() {}
}
