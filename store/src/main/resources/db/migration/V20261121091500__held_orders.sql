-- Holds that are over are looked for all the time; those that hold nothing any more must not be in the way.
drop index order_held;
create index order_held on sales_order (seller_id, hold_until)
  where hold_until is not null and (units_reserved > 0 or units_missing > 0);
