-- Robots: how each answers, and the questions that have an answer already.

create table robot (
    agent_id  text   primary key references agent,          -- one that is not here answers the usual way
    kind      text   not null check (kind in ('FAQ', 'HTTP')),
    fallback  text   not null,
    threshold double precision check (threshold between 0 and 1),
    url       text,
    model     text,
    key       text,                                         -- in clear, for it must be sent
    prompt    text,
    timeout   bigint,                                       -- milliseconds
    check (kind <> 'FAQ' or threshold is not null),
    check (kind <> 'HTTP' or num_nulls(url, model, key, prompt, timeout) = 0)
);

create table faq (
    tenant_id      bigint  not null references tenant,
    id             text    not null,
    agent_id       text    references agent,                -- the only robot that gives it; null for all
    question       text    not null,
    alternatives   text[]  not null default '{}',
    answer         text    not null,
    format         text    not null default 'PLAIN' check (format in ('PLAIN', 'HTML')),
    enabled        boolean not null default true,
    from_directory boolean not null default false,          -- goes when it is no longer in the file
    primary key (tenant_id, id)
);

-- Counts the changes of a tenant's faq. A writer holds its row until it commits, so whoever has seen
-- a version has seen all that it counts.
create table faq_version (
    tenant_id bigint primary key references tenant,
    version   bigint not null
);

create function count_faq_change() returns trigger language plpgsql as $$
begin
    insert into faq_version (tenant_id, version)
    values (case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end, 1)
    on conflict (tenant_id) do update set version = faq_version.version + 1;
    return null;
end $$;
create trigger faq_change after insert or update or delete on faq
    for each row execute function count_faq_change();
