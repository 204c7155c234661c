-- What counts found and stands. A finding is taken back when its correction was reversed, or where nothing had to be corrected when the
-- count is undone: then nothing was counted.
create view standing_count with (security_invoker = true) as
select v.seller_id, v.entry, v.batch_id, v.product_id, v.location_id, v.pending_orders, v.quantity_from, v.quantity_to, v.actor, v.notes, v.at
from verification_record v
join stock_batch b on b.seller_id = v.seller_id and b.batch_id = v.batch_id
where v.change_type = 'count' and v.listing_id is null
  and (v.movement_id is not null or b.state <> 'undone')
  and not exists (select from movement r where r.seller_id = v.seller_id and r.reverses = v.movement_id offset 0);
grant select on standing_count to onhand_app;
