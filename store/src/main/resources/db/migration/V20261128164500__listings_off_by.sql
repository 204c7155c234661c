-- Of listings that are as urgent the one is told first that is off by most units: of it most can be sold that are not there.
alter table listing
  add column off_by bigint not null generated always as (coalesce(abs(desired - shown), 9223372036854775807)) stored;
create index listing_told_next on listing (seller_id, channel_id, urgency, off_by desc, desired_at) where is_due;
