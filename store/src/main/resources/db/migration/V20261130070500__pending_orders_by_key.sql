-- How many orders have units of a product, or of a bundle's components, reserved or wait for them. Of each of these products by its key,
-- whatever is known of the tables: joined, on tables that were small when it was planned, it was a walk through all that is open.
create or replace function pending_orders(seller bigint, product bigint) returns bigint language sql stable as $$
  select count(distinct waiting.order_id)
  from (
    select product as product_id
    union all
    select c.component_id from bundle_component c where c.seller_id = seller and c.bundle_id = product) as part
  cross join lateral (
    select d.order_id from order_doing d
    where d.seller_id = seller and d.product_id = part.product_id and d.reserved > 0
    union all
    select o.order_id from order_component o
    where o.seller_id = seller and o.product_id = part.product_id and o.missing > 0
    offset 0) as waiting
$$;
