-- A person wants a listing read at once: since when.
alter table listing add column refresh_asked_at timestamptz;
create index listing_refresh_asked on listing (seller_id, channel_id, refresh_asked_at) where refresh_asked_at is not null;
