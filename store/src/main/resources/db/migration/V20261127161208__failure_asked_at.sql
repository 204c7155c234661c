-- When a snapshot was asked for is no part of what it says: the same one, seen again later, is a further try.
-- What was kept before has that time in its JSON, where it is not read any more.
alter table order_failure add column asked_at timestamptz;
alter table order_failure no force row level security;
update order_failure set asked_at = cast(cast(snapshot as json) ->> 'asked_at' as timestamptz);
alter table order_failure force row level security;
alter table order_failure alter column asked_at set not null;
