-- Which of two orders is filled first where stock is short: the higher priority, then who waited longer. A component has its order's
-- priority too, so that the queue for a product is read in its order from one index.
alter table sales_order add column priority integer not null default 0
  constraint order_priority_in_range check (priority between -1000000 and 1000000);
alter table order_component add column priority integer not null default 0;

drop index order_component_missing;
create index order_component_missing on order_component (seller_id, product_id, priority desc, missing_since, order_id, line)
  where missing > 0;
