-- Listings that rest after a failure: few, of a channel that may have very many.
create index listing_resting on listing (seller_id, channel_id, listing_id) where retry_at is not null;
