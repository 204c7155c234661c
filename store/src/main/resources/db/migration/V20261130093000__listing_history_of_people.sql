-- What a person changed is found without walking through what channels are told all day.
create index listing_history_of_people on listing_history (seller_id, actor, entry) where actor <> 'system:channels';
