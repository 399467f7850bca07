-- What was said while waiting keeps its sender's clock and attachment; how integrations speak.

alter table request_message
    add column client_time timestamptz,             -- the sender's own clock (G-12)
    add column extra       text;                    -- whatever it attached (G-19)

alter table integration
    add column strict_voice         boolean not null default false,
    add column history_message_type text    not null default 'STANDARD'
        check (history_message_type in ('STANDARD', 'SAMPLE')),
    add column additive             boolean not null default true;

-- Requests that ended without an agent: their words are in the history all the same (V2-20).
create index chat_request_in_vain on chat_request (client_id)
    where status not in ('WAITING', 'ACCEPTED');
