-- Orders that wait for units of a product, or for the units of a bundle's components: those that have some reserved, and those that
-- lack some.
create function pending_orders(seller bigint, product bigint) returns bigint language sql stable as $$
  select count(*) from (
    select d.order_id from order_doing d
    where d.seller_id = seller and d.reserved > 0
      and d.product_id in (
        select product
        union all
        select c.component_id from bundle_component c where c.seller_id = seller and c.bundle_id = product)
    union
    select o.order_id from order_component o
    where o.seller_id = seller and o.missing > 0
      and o.product_id in (
        select product
        union all
        select c.component_id from bundle_component c where c.seller_id = seller and c.bundle_id = product)) as waiting
$$;
