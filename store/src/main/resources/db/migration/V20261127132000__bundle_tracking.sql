-- A bundle is a kind of product of its own: it is sold whole and stocked as its components, so nothing of itself is ever moved.
alter table product drop constraint product_tracking_known;
alter table product add constraint product_tracking_known
  check (tracking in ('tracked', 'untracked', 'placeholder', 'bundle'));
update product p set tracking = 'bundle', floor = null
where exists (select 1 from bundle_component b where b.seller_id = p.seller_id and b.bundle_id = p.product_id);
