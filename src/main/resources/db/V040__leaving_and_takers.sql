-- A node that leaves says so before it gives anything back: nobody counts on it any more, though its lease lasts.
alter table node add column leaving boolean not null default false;

-- Written by a node that wants to know whether it may write; nobody reads it.
alter table shard add column proved_at timestamptz;

-- Which taking took a callback that is not settled yet; who lost the answer finds it by that.
alter table callback add column taker text;
create index callback_taker on callback (taker) where state = 'WAITING' and taker is not null;
