-- What agents have at hand: canned replies, private notes, tags, and the search in what was said
-- (docs/decisions/0100).

-- Canned replies -----------------------------------------------------------------------------

create table canned_reply (
    id             bigint  generated always as identity primary key,
    tenant_id      bigint  not null references tenant,
    agent_id       text    references agent,                -- whose own it is; null for all of the tenant
    folder         text    not null,
    shortcut       text    not null,
    title          text    not null,
    text           text    not null,
    from_directory boolean not null default false           -- goes when it is no longer in the file
);
create unique index canned_reply_shared on canned_reply (tenant_id, shortcut) where agent_id is null;
create unique index canned_reply_own on canned_reply (agent_id, shortcut) where agent_id is not null;

-- Private notes ------------------------------------------------------------------------------

create table note (
    id         bigint      generated always as identity primary key,
    tenant_id  bigint      not null references tenant,
    client_id  text        references client,               -- it is on a client
    session_id bigint      references chat_session,         -- or on a session
    agent_id   text        not null references agent,       -- who wrote it
    key        text,                                        -- the author's own name for it
    text       text        not null,
    at         timestamptz not null default clock_timestamp(),
    check (num_nonnulls(client_id, session_id) = 1)
);
create index note_by_client on note (client_id, id desc) where client_id is not null;
create index note_by_session on note (session_id, id desc) where session_id is not null;
create unique index note_once on note (agent_id, key) where key is not null;

-- Tags ---------------------------------------------------------------------------------------

alter table tenant add free_tags boolean not null default false;   -- agents may give others, too

create table tag (
    tenant_id bigint not null references tenant,
    name      text   not null,
    place     int    not null,                              -- in the directory file
    primary key (tenant_id, name)
);

create table client_tag (
    tenant_id bigint      not null references tenant,
    client_id text        not null references client,
    tag       text        not null,
    agent_id  text        not null references agent,        -- who gave it
    at        timestamptz not null default clock_timestamp(),
    primary key (client_id, tag)
);
create index client_tag_by_tag on client_tag (tenant_id, tag, client_id);

create table session_tag (
    tenant_id  bigint      not null references tenant,
    session_id bigint      not null references chat_session,
    tag        text        not null,
    agent_id   text        not null references agent,
    at         timestamptz not null default clock_timestamp(),
    primary key (session_id, tag)
);
create index session_tag_by_tag on session_tag (tenant_id, tag, session_id desc);

-- History ------------------------------------------------------------------------------------

-- Whom a client was before it was known (decision V2-31).
create index session_event_client_changed on session_event (session_id) where kind = 'ClientChanged';

-- Search -------------------------------------------------------------------------------------

-- The log in the order in which it was written, over all sessions.
create index session_event_by_id on session_event (id);

-- The words of what was said, each behind its tenant's number. No foreign key to the log: it would
-- lock, and so write, rows of the log.
create table transcript (
    session_id bigint      not null,
    seq        bigint      not null,
    id         bigint      not null,
    tenant_id  bigint      not null references tenant,
    at         timestamptz not null,
    words      tsvector    not null,
    primary key (session_id, seq)
);
create index transcript_by_time on transcript (at, id);
create index transcript_words on transcript using gin (words);

-- How far the log is taken in. What is written later may have a lower number: nothing with a number
-- up to the mark does any more, once every transaction before mark_xid has ended.
create table transcript_cursor (
    only_row boolean primary key default true check (only_row),
    up_to    bigint  not null default 0,                    -- everything up to here is taken in
    settled  bigint  not null default 0,                    -- everything up to here is there to be
    mark     bigint  not null default 0,
    mark_xid xid8    not null default '0'
);
insert into transcript_cursor default values;
