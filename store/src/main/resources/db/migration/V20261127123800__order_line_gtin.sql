-- A line of an order may name what was sold by a GTIN instead of a SKU, or by both.
alter table order_line
  add column gtin text,
  add column sold_as_gtin text,
  alter column sku drop not null,
  add constraint line_says_what_was_sold check (sku is not null or gtin is not null),
  drop constraint line_parked_known,
  add constraint line_parked_known check (
    parked in ('unknown_sku', 'unknown_gtin', 'ambiguous_gtin', 'placeholder', 'no_location'));
create index order_line_parked_gtin on order_line (seller_id, gtin) where parked is not null and gtin is not null;
