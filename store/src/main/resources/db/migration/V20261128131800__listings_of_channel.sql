-- The listings of a channel in their order, page by page; and how many it has, without looking at each.
create index listing_of_channel on listing (seller_id, channel_id, listing_id) include (remote_state);
