-- Signatures (G-10), and clients of wires without logins (TPI v1).

alter table integration
    add column sign text not null default 'OPTIONAL' check (sign in ('OFF', 'OPTIONAL', 'REQUIRED')),
    add column sign_key text,                       -- of the MD5 rules; in clear, for it must be computed with
    add column hmac_secret text,                    -- the same
    add column create_on_failure boolean not null default false;

-- HMAC signatures of logins: each is good for one, on whatever node, while its time is good.
create table used_signature (
    digest     text        primary key,
    expires_at timestamptz not null
);
create index used_signature_over on used_signature (expires_at);

-- What an integration itself calls a client, on a wire where it vouches for its clients.
alter table client
    add column wire        text check (wire in ('TPI_V1', 'WECHAT')),
    add column integration text references integration,
    add column outer_id    text,
    add constraint client_outer_whole check (num_nulls(wire, integration, outer_id) in (0, 3));
create unique index client_outer on client (integration, wire, outer_id) where outer_id is not null;
