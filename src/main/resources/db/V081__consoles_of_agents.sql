-- An agent may have a console of each protocol; one presence over all of them (X-3).

create table agent_console (
    agent_id text   not null references agent,
    kind     text   not null check (kind in ('KF', 'ADMIN', 'WEB')),
    epoch    bigint not null,                       -- counts logins of that kind: the highest is the one
    node_id  text,                                  -- where its socket is; null when it is gone
    primary key (agent_id, kind)
);
insert into agent_console (agent_id, kind, epoch, node_id)
select agent_id, 'KF', epoch, node_id from agent_presence where epoch > 0;

-- From here on node_id is where any of its consoles is, and epoch means nothing any more.
alter table agent_presence add paused boolean not null default false;    -- AD-16

-- How many of its agents may be busy at once (KF-13, CMAXBU); null for any number.
alter table tenant add max_busy int check (max_busy >= 0);

-- Who becomes busy waits for others of its tenant who do, and then counts them.
create function refuse_too_many_busy() returns trigger language plpgsql as $$
declare
    most int;
begin
    select t.max_busy into most from tenant t join agent a on a.tenant_id = t.id
    where a.id = new.agent_id for no key update of t;
    if most is not null and most < (
            select count(*) from agent_presence p join agent a on a.id = p.agent_id
            where p.present and p.status = 2
              and a.tenant_id = (select tenant_id from agent where id = new.agent_id)) then
        raise unique_violation using
            constraint = 'agent_presence_too_many_busy', message = 'too many are busy';
    end if;
    return null;
end $$;
create trigger agent_presence_too_many_busy after update of status on agent_presence
    for each row when (new.status = 2 and new.present and old.status <> 2)
    execute function refuse_too_many_busy();
