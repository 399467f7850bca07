-- Deskbus: the first schema. PostgreSQL decides; what must happen once is a constraint here.

-- Who is there, and who owns what ------------------------------------------------------------

create table node (
    id          text        primary key,
    host        text        not null,
    lease_until timestamptz not null
);

create table shard (
    id    int    primary key,
    owner text,
    epoch bigint not null default 0
);
insert into shard (id) select generate_series(0, 63);

-- The directory ------------------------------------------------------------------------------

create table tenant (
    id   bigint primary key,               -- the bid of the KF wire
    name text   not null unique
);

create table agent (
    id            text    primary key check (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    tenant_id     bigint  not null references tenant,
    number        bigint  not null default 0,   -- customer_id of the KF wire; 0 for a robot
    name          text    not null,
    alias         text    not null default '',
    icon          text    not null default '',
    comments      text    not null default '',
    role          text    not null check (role in ('AGENT', 'SUPERVISOR', 'ROBOT')),
    capacity      int     not null check (capacity >= 0),
    enabled       boolean not null default true,
    robot_type    int     not null default 0,
    password_hash text
);
create unique index agent_number on agent (number) where number > 0;

create table queue (
    id               bigint  primary key,
    tenant_id        bigint  not null references tenant,
    name             text    not null,
    kind             text    not null check (kind in ('HUMAN', 'ROBOT', 'DEDICATED')),
    mode             text    not null check (mode in ('AUTOMATIC', 'PULL')),
    policy           text    not null check (policy in ('LONGEST_IDLE', 'LEAST_LOADED', 'ROUND_ROBIN', 'RANDOM')),
    when_no_agent    text    not null check (when_no_agent in ('REJECT', 'WAIT')),
    waiting_limit    bigint  not null default 0,    -- milliseconds; 0 for none, here and below
    offer_time       bigint  not null default 30000,
    idle_warn_after  bigint  not null default 0,
    idle_close_after bigint  not null default 0,
    zone             text    not null,
    enabled          boolean not null default true
);

create table queue_agent (
    queue_id bigint not null references queue,
    agent_id text   not null references agent,
    primary key (queue_id, agent_id)
);
create index queue_agent_by_agent on queue_agent (agent_id);

create table work_hours (
    queue_id bigint not null references queue,
    day      int    not null check (day between 1 and 7),   -- 1 is Monday
    opens    time   not null,
    closes   time   not null,                               -- 24:00 for the end of the day
    primary key (queue_id, day, opens)
);

create table integration (
    name              text    primary key,
    tenant_id         bigint  not null references tenant,
    is_default        boolean not null default false,
    callback_url      text,
    callback_path     text    not null,
    callback_hosts    text[]  not null,
    trusted_callers   text[]  not null,
    suppress_accepted boolean not null default false
);
create unique index integration_default on integration (is_default) where is_default;

-- What was imported last, so that an unchanged directory file costs nothing at start.
create table directory_import (
    only_row    boolean     primary key default true check (only_row),
    fingerprint text        not null,
    at          timestamptz not null default clock_timestamp()
);

-- Clients ------------------------------------------------------------------------------------

create table client (
    id            text        primary key,
    tenant_id     bigint      not null references tenant,
    login_name    text,
    visitor_id    text,
    name          text        not null default '',
    portrait      text        not null default '',
    password_hash text,
    owner_agent   text        references agent,             -- dedicated queues
    created_at    timestamptz not null default clock_timestamp()
);
create unique index client_login on client (tenant_id, login_name) where login_name is not null;
create unique index client_visitor on client (tenant_id, visitor_id) where visitor_id is not null;

create table client_token (
    key           text        primary key,                  -- SHA-256 of the token
    client_id     text        not null references client,
    integration   text        not null references integration,
    whole_history boolean     not null,
    expires_at    timestamptz not null
);
create index client_token_by_client on client_token (client_id);

-- Agents at work -----------------------------------------------------------------------------

create table agent_presence (
    agent_id    text        primary key references agent,
    status      int         not null default 0 check (status between 0 and 3),
    present     boolean     not null default false,
    auto_accept boolean     not null default true,
    epoch       bigint      not null default 0,             -- counts logins: the highest console is the one
    node_id     text,                                       -- where that console's socket is; null when it is gone
    gone_at     timestamptz,                                -- since when no console is there
    idle_since  timestamptz not null default clock_timestamp()
);

-- Taking a slot is the assignment: full is full, whatever two actors believe.
create table agent_slot (
    agent_id   text   not null references agent,
    slot_no    int    not null,
    session_id bigint,
    primary key (agent_id, slot_no)
);
create unique index agent_slot_once on agent_slot (agent_id, session_id) where session_id is not null;
create index agent_slot_by_session on agent_slot (session_id) where session_id is not null;

-- Requests and sessions ----------------------------------------------------------------------

create sequence request_id;
create sequence session_id;
create sequence message_id;

create table chat_request (
    id               bigint      primary key,
    command_id       text        not null unique,
    tenant_id        bigint      not null references tenant,
    queue_id         bigint      not null references queue,
    client_id        text        not null references client,
    token_key        text,
    status           text        not null check (status in
        ('WAITING', 'ACCEPTED', 'REFUSED', 'TIMEOUT', 'DROPPED', 'NO_AGENT_ONLINE', 'OFF_HOUR', 'CANCELED_BY_CLIENT')),
    priority         int         not null,
    order_no         bigint      not null,
    source           text,
    brand            text,
    tracks           text,
    target           jsonb,                                 -- where callbacks go; null when only polled
    created_at       timestamptz not null default clock_timestamp(),
    expires_at       timestamptz,
    ended_at         timestamptz,
    offer_no         bigint,
    offer_agent      text        references agent,
    offer_expires_at timestamptz,
    passed_by        text[]      not null default '{}',
    agent_id         text        references agent,
    session_id       bigint,
    choice           jsonb                                  -- the candidates and the reason
);
create unique index chat_request_one_waiting on chat_request (client_id) where status = 'WAITING';
create index chat_request_line on chat_request (queue_id, priority desc, order_no) where status = 'WAITING';
create index chat_request_by_client on chat_request (client_id, id desc);
create unique index chat_request_session on chat_request (session_id) where session_id is not null;
create index chat_request_order on chat_request (queue_id, order_no desc);
create index chat_request_given on chat_request (queue_id, ended_at desc) where status = 'ACCEPTED';

create table request_message (
    request_id bigint      not null references chat_request,
    n          bigint      not null default nextval('message_id'),
    key        text        not null,                        -- MessageKey.id
    recent_key text,                                        -- MessageKey.recent
    body       jsonb       not null,                        -- the message
    at         timestamptz not null default clock_timestamp(),
    primary key (request_id, n),
    unique (request_id, key)
);

create table chat_session (
    id         bigint      primary key,
    tenant_id  bigint      not null references tenant,
    queue_id   bigint      not null references queue,
    client_id  text        not null references client,
    request_id bigint      not null references chat_request,
    token_key  text,
    shard      int         not null,
    state      text        not null check (state in ('Open', 'Closed')),
    target     jsonb,
    opened_at  timestamptz not null default clock_timestamp(),
    closed_at  timestamptz,
    closed_by  jsonb,
    look_at    timestamptz                                  -- when its idle rule may be due; null for never
);
create unique index chat_session_one_open on chat_session (client_id) where state = 'Open';
create unique index chat_session_by_request on chat_session (request_id);
create index chat_session_by_client on chat_session (client_id, id desc);
create index chat_session_due on chat_session (look_at) where state = 'Open' and look_at is not null;

-- Who talks does not wait: the last word when a request is taken while its client asks again.
create function refuse_request_of_talking_client() returns trigger language plpgsql as $$
begin
    if exists (select from chat_session where client_id = new.client_id and state = 'Open') then
        raise unique_violation using
            constraint = 'chat_request_not_talking', message = 'the client talks already';
    end if;
    return null;
end $$;
create trigger chat_request_not_talking after insert on chat_request
    for each row when (new.status = 'WAITING') execute function refuse_request_of_talking_client();

create table session_agent (
    session_id bigint      not null references chat_session,
    agent_id   text        not null references agent,
    joined_at  timestamptz not null default clock_timestamp(),
    left_at    timestamptz,
    primary key (session_id, agent_id, joined_at)
);
create index session_agent_by_agent on session_agent (agent_id, session_id) where left_at is null;

-- The log: a message is an event, so are joined, left, warned, closed.
create table session_event (
    session_id    bigint      not null references chat_session,
    seq           bigint      not null,
    id            bigint      not null default nextval('message_id'),   -- grows over all sessions: the history's cursor
    kind          text        not null check (kind in ('Said', 'AgentJoined', 'AgentLeft', 'ClientResumed', 'IdleWarned', 'Closed')),
    sender        text        not null,                                 -- client:<id>, agent:<id> or system
    client_msg_id text        not null,                                 -- MessageKey.id, or the event's own number
    recent_key    text,                                                 -- MessageKey.recent
    body          jsonb       not null,                                 -- the event
    at            timestamptz not null,
    stored_at     timestamptz not null default clock_timestamp(),
    primary key (session_id, seq),
    unique (session_id, client_msg_id)
);

-- The outbox ---------------------------------------------------------------------------------

create table callback (
    n          bigint      generated always as identity primary key,
    lane       text        not null,                        -- the client
    shard      int         not null,                        -- of the lane
    target     jsonb       not null,
    kind       text        not null,
    body       jsonb       not null,
    state      text        not null default 'WAITING' check (state in ('WAITING', 'TAKEN', 'ABSENT', 'DEAD')),
    attempt    int         not null default 0,
    next_at    timestamptz not null default clock_timestamp(),
    failure    text,
    created_at timestamptz not null default clock_timestamp(),
    settled_at timestamptz
);
create index callback_lane on callback (lane, n) where state = 'WAITING';
create index callback_due on callback (shard, next_at) where state = 'WAITING';
create index callback_dead on callback (n) where state = 'DEAD';

-- Later parts of the directory and of the record ----------------------------------------------

create table audit (
    id        bigint      generated always as identity primary key,
    tenant_id bigint      references tenant,
    actor     text        not null,
    act       text        not null,
    detail    jsonb       not null default '{}',
    at        timestamptz not null default clock_timestamp()
);
