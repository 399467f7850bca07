-- A page of a history reads what it shows, and nothing else (docs/decisions/0117).

-- Every event of a session has a number above the one, and every word of it one below the other:
-- by them a history knows which of a client's sessions come next, and which not at all. Where they
-- are not known they say nothing. Whoever has the sessions for long, as a backup, is waited for in
-- short turns: nobody who talks is to wait behind this.
do $$
begin
    for turn in 1 .. 600 loop
        begin
            set local lock_timeout = '500ms';
            alter table chat_session
                add if not exists events_after bigint not null default 0,
                add if not exists events_until bigint not null default 9223372036854775807,
                add if not exists archived boolean not null default false;
            return;
        exception when lock_not_available then
            perform pg_sleep(0.5);
        end;
    end loop;
    raise exception 'the sessions are in use by something long, as a backup';
end $$;

-- Notes both for sessions of before, with ids of these and between them, that have been over for a
-- minute: of others only where they begin, for they go on.
create function note_events_of_sessions(first bigint, last bigint) returns bigint language sql as $$
    with noted as (
        update chat_session s
        set events_after = coalesce((select e.id - 1 from session_event e
                                     where e.session_id = s.id order by e.seq limit 1),
                                    s.events_after),
            events_until = case when s.closed_at < clock_timestamp() - interval '1 minute'
                                then coalesce((select e.id from session_event e
                                               where e.session_id = s.id
                                               order by e.seq desc limit 1), s.events_until)
                                else s.events_until end
        where s.id between first and last and not s.archived
          and (s.events_after = 0
               or s.events_until = 9223372036854775807
                  and s.closed_at < clock_timestamp() - interval '1 minute')
        returning s.id)
    select count(*) from noted
$$;
