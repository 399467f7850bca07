-- Whispers, watching, second thoughts, read marks.

alter table session_event
    drop constraint session_event_kind_check,
    add constraint session_event_kind_check check (kind in (
        'Said', 'AgentJoined', 'AgentLeft', 'ClientResumed', 'IdleWarned', 'Closed',
        'SessionTransferred', 'SessionGivenBack', 'Rated', 'RatingPushed', 'ClientChanged',
        'Whispered', 'WatchChanged', 'MessageRevoked', 'MessageEdited'));
create index session_event_corrected on session_event (session_id)
    where kind in ('MessageRevoked', 'MessageEdited');

-- Supervisors who see an open session without taking part.
create table session_watch (
    session_id bigint      not null references chat_session,
    agent_id   text        not null references agent,
    since      timestamptz not null default clock_timestamp(),
    primary key (session_id, agent_id)
);
create index session_watch_by_agent on session_watch (agent_id);

-- How far an agent has read (AD-20).
create table session_read (
    session_id bigint      not null references chat_session,
    agent_id   text        not null references agent,
    up_to      bigint      not null,
    at         timestamptz not null default clock_timestamp(),
    primary key (session_id, agent_id)
);
