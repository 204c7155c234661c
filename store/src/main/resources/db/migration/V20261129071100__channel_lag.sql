-- How long it took from when a listing should show a number until its channel confirmed it, by day in UTC: how many within each of
-- the bounds of the program. The last element counts those that took longer than all bounds.
create table channel_lag (
  seller_id bigint not null,
  channel_id bigint not null,
  day date not null,
  pushes bigint[] not null,
  primary key (seller_id, channel_id, day),
  foreign key (seller_id, channel_id) references channel_account
);
alter table channel_lag enable row level security;
alter table channel_lag force row level security;
create policy own_rows on channel_lag to onhand_app
  using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);
grant select, insert, update on channel_lag to onhand_app;
