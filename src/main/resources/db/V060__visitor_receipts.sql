-- What the sockets of visitors have confirmed: the log is pushed again from there.

create table visitor_receipt (
    kind    text        not null check (kind in ('REQUEST', 'SESSION')),
    subject bigint      not null,                           -- the number of the request or session
    up_to   bigint      not null,                           -- of a session: the log to here; of a request: 1 when its end is known
    at      timestamptz not null default clock_timestamp(),
    primary key (kind, subject)
);
