-- How waiting ends early (decisions V2-50, V2-51), and the other reading of userType (V2-36).

alter table queue
    add deserted_after bigint not null default 0,   -- milliseconds; 0 for never
    add at_closing     text   not null default 'DRAIN' check (at_closing in ('DRAIN', 'DROP'));

alter table integration
    add history_user_type text not null default 'STANDARD'
        check (history_user_type in ('STANDARD', 'REVERSED'));
