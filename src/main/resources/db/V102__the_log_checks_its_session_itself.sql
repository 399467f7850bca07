-- Every statement that writes events has read the session's row already, and sessions are never
-- deleted: a second look for each event, with a lock of that row, costs as much as the event.
-- In the order in which those statements lock them, so that nodes at work do not meet it crosswise.
lock table chat_session, session_event in access exclusive mode;
alter table session_event drop constraint session_event_session_id_fkey;
