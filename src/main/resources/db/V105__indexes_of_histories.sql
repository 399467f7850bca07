-- The indexes of histories (docs/decisions/0117). Where the log is long they are made ahead of this,
-- without holding up anybody: see docs/operations.md.
create index if not exists chat_session_history
    on chat_session (client_id, events_until, id, events_after);

-- Who came, without all that was said: the first word of a person is looked for from there on.
create index if not exists session_event_joined on session_event (session_id, seq)
    where kind in ('AgentJoined', 'SessionTransferred');

-- The corrections of one word.
create index if not exists session_event_corrections
    on session_event (session_id, ((body ->> 'of')::bigint), seq)
    where kind in ('MessageRevoked', 'MessageEdited');

-- What the archive may take (docs/decisions/0118).
create index if not exists chat_session_past
    on chat_session (id) where state = 'Closed' and not archived;
