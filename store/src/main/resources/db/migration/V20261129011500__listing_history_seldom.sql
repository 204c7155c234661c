-- Changes of a seldom type are found without walking through what channels are told all day.
create index listing_history_seldom on listing_history (seller_id, change_type, entry)
  where change_type <> 'api_sync' and change_type <> 'order_created';
