-- The number by which the admin wire names a client (gid, decision AD-12): given once, never changed.
alter table client add column number bigint generated always as identity;
create unique index client_number on client (number);

-- Agents' tokens that were exchanged for newer ones, by their SHA-256 (decision AD-10).
create table retired_token (
    digest       text        primary key,
    usable_until timestamptz not null,
    expires_at   timestamptz not null
);
create index retired_token_old on retired_token (expires_at);
