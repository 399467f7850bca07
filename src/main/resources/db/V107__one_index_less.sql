-- Another one took its place. Whoever has the log for long is waited for in short turns.
do $$
begin
    for turn in 1 .. 600 loop
        begin
            set local lock_timeout = '500ms';
            drop index session_event_corrected;
            return;
        exception when lock_not_available then
            perform pg_sleep(0.5);
        end;
    end loop;
    raise exception 'the log is in use by something long, as a backup';
end $$;
