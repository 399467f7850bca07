-- A page of a history reads what it shows, and nothing else (docs/decisions/0117).

-- Every event of a session has a number above the one, and every word of it one below the other:
-- by them a history knows which of a client's sessions come next, and which not at all. Where they
-- are not known they say nothing.
alter table chat_session
    add events_after bigint not null default 0,
    add events_until bigint not null default 9223372036854775807;

update chat_session s
set events_after = coalesce((select e.id - 1 from session_event e where e.session_id = s.id
                             order by e.seq limit 1), 0),
    events_until = (select e.id from session_event e where e.session_id = s.id
                    order by e.seq desc limit 1)
where s.state = 'Closed' and exists (select from session_event e where e.session_id = s.id);

create index chat_session_history on chat_session (client_id, events_until, id, events_after);

-- Who came, without all that was said: the first word of a person is looked for from there on.
create index session_event_joined on session_event (session_id, seq)
    where kind in ('AgentJoined', 'SessionTransferred');

-- The corrections of one word.
drop index session_event_corrected;
create index session_event_corrected on session_event (session_id, ((body ->> 'of')::bigint), seq)
    where kind in ('MessageRevoked', 'MessageEdited');
