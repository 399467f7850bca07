-- What was said in sessions that ended long ago stands in tables by month (docs/decisions/0118).

-- The months of the archive: which sessions began in each.
create table log_month (
    month        date        primary key,                   -- its first day
    from_session bigint      not null unique,
    to_session   bigint      not null,                      -- the first that is none of them
    let_go_at    timestamptz                                -- since when its table is no part of the archive
);

-- As the log, which checked it all. What says how a session ended stays there.
create table session_archive (like session_event) partition by range (session_id);
alter table session_archive add primary key (session_id, seq);
create index session_archive_by_id on session_archive (id);
create index session_archive_joined on session_archive (session_id, seq)
    where kind in ('AgentJoined', 'SessionTransferred');
create index session_archive_corrections
    on session_archive (session_id, ((body ->> 'of')::bigint), seq)
    where kind in ('MessageRevoked', 'MessageEdited');

-- What histories read.
create view session_log as
    select session_id, seq, id, kind, sender, body, at, stored_at from session_event
    union all
    select session_id, seq, id, kind, sender, body, at, stored_at from session_archive;

-- Makes the table of the first month that has none, when all of it is before that moment.
create function open_log_month(past timestamptz) returns boolean language plpgsql as $$
declare
    lower bigint;
    upper bigint;
    low bigint;
    middle bigint;
    probe record;
    begins timestamp;
    name text;
begin
    perform pg_advisory_xact_lock(hashtext('log_month'));
    select coalesce(max(to_session), 0) into lower from log_month;
    select date_trunc('month', s.opened_at at time zone 'UTC') into begins
    from chat_session s where s.id >= lower order by s.id limit 1;
    if begins is null or (begins + interval '1 month') at time zone 'UTC' > past then
        return false;
    end if;
    -- Ids grow with time: where the next month begins is found by halves.
    low := lower;
    select s.id + 1 into upper from chat_session s order by s.id desc limit 1;
    while low < upper loop
        middle := (low + upper) / 2;
        select s.id, s.opened_at into probe from chat_session s
        where s.id >= middle order by s.id limit 1;
        if probe.opened_at >= (begins + interval '1 month') at time zone 'UTC' then
            upper := middle;
        else
            low := probe.id + 1;
        end if;
    end loop;
    name := 'session_archive_' || to_char(begins, 'YYYY_MM');
    execute format('create table %I (like session_archive)', name);
    execute format('alter table session_archive attach partition %I for values from (%s) to (%s)',
                   name, lower, upper);
    insert into log_month (month, from_session, to_session) values (begins::date, lower, upper);
    return true;
end $$;

-- Takes the table of the oldest month before that day out of the archive; it stays as it is.
create function let_go_log_month(before date) returns boolean language plpgsql as $$
declare
    oldest date;
begin
    -- Who reads a history would wait behind this.
    perform set_config('lock_timeout', '100ms', true);
    perform pg_advisory_xact_lock(hashtext('log_month'));
    select min(month) into oldest from log_month where month < before and let_go_at is null;
    if oldest is null then
        return false;
    end if;
    execute format('alter table session_archive detach partition %I',
                   'session_archive_' || to_char(oldest, 'YYYY_MM'));
    update log_month set let_go_at = clock_timestamp() where month = oldest;
    return true;
end $$;
