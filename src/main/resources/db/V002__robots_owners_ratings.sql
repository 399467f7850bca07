-- Robots hand over to people, clients have their own agents, sessions are rated.

-- The directory ------------------------------------------------------------------------------

alter table queue
    add sticky_time     bigint not null default 30000,   -- milliseconds, as the others are
    add last_agent_days int    not null default 7,       -- 0 for never
    add last_agent_wait bigint not null default 0,
    add abandon_after   bigint not null default 0,
    add transfer_to     bigint references queue;

create table rating_option (
    tenant_id bigint not null references tenant,
    id        bigint not null,
    name      text   not null,
    primary key (tenant_id, id)
);

-- Sessions -----------------------------------------------------------------------------------

alter table chat_session
    add kind     text check (kind in ('HUMAN', 'ROBOT', 'DEDICATED')),  -- of the queue at present
    add handover bigint references chat_request;        -- decided, and not in the log yet
update chat_session s set kind = q.kind from queue q where q.id = s.queue_id;
alter table chat_session alter kind set not null;

alter table session_event
    drop constraint session_event_kind_check,
    add constraint session_event_kind_check check (kind in (
        'Said', 'AgentJoined', 'AgentLeft', 'ClientResumed', 'IdleWarned', 'Closed',
        'SessionTransferred', 'Rated', 'RatingPushed', 'ClientChanged'));

create table rating (
    session_id bigint      not null references chat_session,
    seq        bigint      not null,                    -- of its event; the last one counts
    client_id  text        not null references client,
    agent_id   text        references agent,            -- who was there last
    rating_id  bigint      not null,
    comments   text        not null,
    extend     text,
    at         timestamptz not null,
    primary key (session_id, seq)
);
create index rating_by_agent on rating (agent_id, at);

-- Requests -----------------------------------------------------------------------------------

alter table chat_request
    add transfer_of     bigint references chat_session,  -- the robot session that is handed over
    add directed_agent  text references agent,           -- who is to have it rather than others
    add directed_until  timestamptz,                     -- so long nobody else may
    add directed_reason text,
    add refused_by      text[] not null default '{}';

-- A session that was handed over has one request for each time.
drop index chat_request_session;
create index chat_request_session on chat_request (session_id) where session_id is not null;
create index chat_request_transfer on chat_request (transfer_of)
    where status = 'WAITING' and transfer_of is not null;

-- Who talks does not wait, but for a person instead of the robot in that very session.
create or replace function refuse_request_of_talking_client() returns trigger language plpgsql as $$
begin
    if exists (select from chat_session
               where client_id = new.client_id and state = 'Open'
                 and id is distinct from new.transfer_of) then
        raise unique_violation using
            constraint = 'chat_request_not_talking', message = 'the client talks already';
    end if;
    return null;
end $$;

-- A session goes to nobody who waits: its request would become a second session. The client's row
-- is locked against a request of the same moment, which has a share in it.
create function refuse_session_of_waiting_client() returns trigger language plpgsql as $$
begin
    perform from client where id = new.client_id for update;
    if exists (select from chat_request
               where client_id in (old.client_id, new.client_id) and status = 'WAITING') then
        raise unique_violation using
            constraint = 'chat_session_not_waiting', message = 'the client waits';
    end if;
    return null;
end $$;
create trigger chat_session_not_waiting after update of client_id on chat_session
    for each row when (new.client_id <> old.client_id)
    execute function refuse_session_of_waiting_client();

-- A client's last sign of life may be a callback that was taken.
create index callback_taken on callback (lane, settled_at) where state = 'TAKEN';
