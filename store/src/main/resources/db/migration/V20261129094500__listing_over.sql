-- Listings that offer more than they should, since when and by how many units of the listing: those that are to be told, those that are being
-- told, and those that the channel refuses, each found by an index of its own. One may stand here more than once.
create view listing_over with (security_invoker = true) as
select seller_id, channel_id, listing_id, product_id, shown - desired as units, desired_at as since
from listing
where is_due and urgency = 0 and shown > desired and remote_state = 'active'
union all
select seller_id, channel_id, listing_id, product_id, shown - desired, attempt_at
from listing
where attempt_id is not null and shown > desired and remote_state = 'active'
union all
select seller_id, channel_id, listing_id, product_id, shown - desired, refused_at
from listing
where refused is not null and shown > desired and remote_state = 'active';
grant select on listing_over to onhand_app;
