-- Agents hand sessions on: to a colleague, to another line, back to the line (docs/decisions/0070).

alter table session_event
    drop constraint session_event_kind_check,
    add constraint session_event_kind_check check (kind in (
        'Said', 'AgentJoined', 'AgentLeft', 'ClientResumed', 'IdleWarned', 'Closed',
        'SessionTransferred', 'SessionGivenBack', 'Rated', 'RatingPushed', 'ClientChanged'));

-- With which request an open session without an agent waits for its next one.
alter table chat_session add waiting_request bigint;

-- The agents who had it: they are not asked for it. Null for a request that a client made.
alter table chat_request add given_back_by text[] check (cardinality(given_back_by) > 0);
create index chat_request_given_back on chat_request (queue_id)
    where status = 'WAITING' and given_back_by is not null;

-- Supervisors may have more sessions than their capacity (KF-20): these are the slots for that.
insert into agent_slot (agent_id, slot_no)
select a.id, slot from agent a, generate_series(1, a.capacity + 32) slot
where a.role = 'SUPERVISOR'
on conflict do nothing;
