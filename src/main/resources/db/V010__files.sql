-- Files that clients sent. Their content lies in the file store, under the same id.

create table file (
    id         text        primary key check (id ~ '^[0-9a-f]{32}$'),  -- unguessable: it is the permission to read
    tenant_id  bigint      not null references tenant,
    name       text        not null,
    type       text        not null,                                   -- what the content was found to be
    size       bigint      not null check (size > 0),
    created_at timestamptz not null default clock_timestamp()
);
create index file_by_tenant on file (tenant_id, created_at);
