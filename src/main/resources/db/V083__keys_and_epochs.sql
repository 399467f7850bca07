-- Tokens that can be revoked (KF-37), keys of servers that call us (KF-32).

alter table agent add token_epoch bigint not null default 0;
alter table tenant add api_key_hash text;                    -- SHA-256; the key itself is in the directory
create unique index tenant_api_key on tenant (api_key_hash) where api_key_hash is not null;
