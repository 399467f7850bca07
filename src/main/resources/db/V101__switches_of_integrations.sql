-- What an integration may turn on that nobody else gets (docs/decisions/0051).

alter table integration
    add logout_closes_session boolean not null default false,   -- decision V2-1
    add suppress_known_create boolean not null default false,   -- decision V2-13
    add rating_options        boolean not null default false,   -- decision V2-54
    add notices               text[]  not null default '{}';    -- decisions V2-45, V2-57: names of Extras.Wish

-- Addresses that a console must not open were taken until now (decision G-23).
update client set portrait = ''
where portrait <> '' and portrait !~* '^(https?://|/(EliteWebChat/|webchat/)?f/)';

-- Receipts are removed a day after what they tell of has ended.
create index visitor_receipt_age on visitor_receipt (at);
