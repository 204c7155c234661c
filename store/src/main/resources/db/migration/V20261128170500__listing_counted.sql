-- How many listings a channel has: pages count them, and entries that are alike take a seventh of the room of those of listing_of_channel.
create index listing_counted on listing (seller_id, channel_id) where remote_state <> 'ended';
