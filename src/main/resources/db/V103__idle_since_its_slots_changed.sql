-- Since when an agent has had what it has: its slots know, whose rows are written anyway. One row
-- of its own for each agent was locked by everybody who gave it a session or ended one.
alter table agent_slot add column changed_at timestamptz;   -- null: never taken

create function note_change_of_slot() returns trigger language plpgsql as $$
begin
    new.changed_at := clock_timestamp();
    return new;
end $$;
create trigger agent_slot_changed before update of session_id on agent_slot
    for each row when (old.session_id is distinct from new.session_id)
    execute function note_change_of_slot();
