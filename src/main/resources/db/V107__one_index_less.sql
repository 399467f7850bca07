-- Another one took its place.
select do_in_short_turns('drop index session_event_corrected');
