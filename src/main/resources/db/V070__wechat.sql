-- The WeChat bridge: service accounts, signs of life of clients without tokens, media that lie elsewhere.

create table service_account (
    integration    text    primary key references integration,
    url            text,                                    -- base of its callbacks; null: that of the settings, for the default one
    media_url      text,                                    -- before /wechat/<account_id>/<type>?file=; null: the host of url
    account_id     text,                                    -- null: its epid
    numeric_status boolean not null default false,          -- numbers in updateRequestStatus
    rating_path    text    not null default 'FIND' check (rating_path in ('FIND', 'PLAIN', 'LITERAL'))
);

-- Who has no token shows by its requests that it is still there; known to ten seconds.
alter table client add column seen_at timestamptz;

-- What a client showed by a media id: served under its own id, and fetched into the file store.
create table media (
    id         text        primary key default replace(gen_random_uuid()::text, '-', ''),  -- unguessable, as a file's
    key        text        not null,                        -- of its message: a repeat gets the same one
    tenant_id  bigint      not null references tenant,
    client_id  text        not null references client,
    shard      int         not null,                        -- of the client
    kind       text        not null check (kind in ('PICTURE', 'VOICE', 'VIDEO', 'FILE')),
    media_id   text        not null,                        -- its name at the host
    session_id bigint,
    agent_id   text,
    state      text        not null default 'WAITING' check (state in ('WAITING', 'HERE', 'GONE')),
    attempt    int         not null default 0,
    next_at    timestamptz not null default clock_timestamp(),
    failure    text,
    file_id    text        references file,
    created_at timestamptz not null default clock_timestamp(),
    settled_at timestamptz,
    unique (client_id, key),
    check ((state = 'HERE') = (file_id is not null))
);
create index media_due on media (shard, next_at) where state = 'WAITING';
