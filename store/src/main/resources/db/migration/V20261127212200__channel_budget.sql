-- What a seller lets be spent of an account, beside what the channel allows; null: as much as that.
alter table channel_account
  add column calls_per_second integer constraint account_calls_per_second_in_range check (calls_per_second between 1 and 1000),
  add column calls_per_day integer constraint account_calls_per_day_in_range check (calls_per_day between 1 and 10000000),
  add column pushes_per_listing integer constraint account_pushes_per_listing_in_range check (pushes_per_listing between 1 and 100000),
  -- all listings are read every hour; else once a day
  add column reads_hourly boolean not null default true;

-- How often listings were looked at, which would have been a call each if they were not known, by day in UTC.
create table channel_looks (
  seller_id bigint not null,
  channel_id bigint not null,
  day date not null,
  looks bigint not null,
  primary key (seller_id, channel_id, day),
  foreign key (seller_id, channel_id) references channel_account
);
alter table channel_looks enable row level security;
alter table channel_looks force row level security;
create policy own_rows on channel_looks to onhand_app
  using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);
grant select, insert, update on channel_looks to onhand_app;

-- Listings that wait for a person.
create index listing_refused on listing (seller_id, channel_id) where refused is not null;
