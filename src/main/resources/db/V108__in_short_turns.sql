-- Does something that needs a table to itself, in migrations to come. Whoever has that table for long,
-- as a backup, is waited for in short turns: nobody who talks is to wait behind this.
create function do_in_short_turns(what text) returns void language plpgsql as $$
begin
    for turn in 1 .. 600 loop
        begin
            set local lock_timeout = '500ms';
            execute what;
            return;
        exception when lock_not_available then
            perform pg_sleep(0.5);
        end;
    end loop;
    raise exception 'the table is in use by something long, as a backup';
end $$;
