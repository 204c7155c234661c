-- A line of an order keeps what the channel calls the listing that it was sold from, and counts in units of that listing. What the listing
-- is of is looked up when something is first done for the line, and kept: the product, and how many of it are in one unit of the line.
alter table order_line
  add column listing text,
  -- the order's, where a listing is named: names are a channel's own
  add column channel_id bigint,
  add column sold_as_listing text,
  -- null beside sold_as: the product goes by another SKU since, so that which it was is not known
  add column sold_product_id bigint,
  add column sold_units bigint not null default 1 constraint line_sold_units_positive check (sold_units > 0),
  add constraint line_listing_is_of_channel check ((listing is null) = (channel_id is null));
create index order_line_parked_listing on order_line (seller_id, channel_id, listing)
  where parked is not null and listing is not null;
create index order_line_parked_listing_sku on order_line (seller_id, channel_id, sku)
  where parked is not null and listing is not null and sku is not null;

-- The listing that a channel's orders mean by a name: of several the one that has it as its id, or else as its SKU now.
create function listing_by_name(seller bigint, channel bigint, called text)
returns table (listing_id bigint, product_id bigint, units bigint, matched_by text) language sql stable as $$
  select l.listing_id, l.product_id, l.units, l.matched_by
  from listing_name n
  cross join lateral (
    select * from listing where listing.seller_id = seller and listing.listing_id = n.listing_id offset 0) as l
  where n.seller_id = seller and n.channel_id = channel and n.name = called
  order by l.external_id = called desc, l.sku is not distinct from called desc, l.remote_state = 'ended', l.listing_id
  limit 1
$$;

-- The owner is fenced off from rows as well, unless the fence is lowered for a moment.
do $$
declare
  fenced text;
begin
  foreach fenced in array array['sales_order', 'order_line', 'order_component', 'order_doing', 'product', 'listing', 'listing_sale']
  loop
    execute format('alter table %I no force row level security', fenced);
  end loop;
end $$;

-- What lines were sold as.
update order_line l
set sold_product_id = coalesce(
  (select p.product_id from product p where p.seller_id = l.seller_id and p.sku = l.sold_as),
  case when l.sold_as is null then (
    select min(p.product_id) from product p
    where p.seller_id = l.seller_id and p.gtin = l.sold_as_gtin having count(*) = 1) end,
  -- sold under a SKU that the product had then
  (select min(c.product_id) from order_component c
    where c.seller_id = l.seller_id and c.order_id = l.order_id and c.line = l.line
    having count(*) = 1 and min(c.units) = 1))
where l.sold_as is not null or l.sold_as_gtin is not null;

-- Lines of listings that sell several units of a product counted those units. Which listing a line is of is known from its sales; what
-- cannot be counted in it is left as it is.
create temporary table counted_in_packs on commit drop as
select distinct on (l.seller_id, l.order_id, l.line) l.seller_id, l.order_id, l.line, o.channel_id, g.external_id as listing, g.sku, g.units
from order_line l
join sales_order o on o.seller_id = l.seller_id and o.order_id = l.order_id
join listing g on g.seller_id = o.seller_id and g.channel_id = o.channel_id and g.units > 1
join listing_sale s on s.seller_id = g.seller_id and s.listing_id = g.listing_id and s.order_id = o.external_id and s.line = l.line
join product p on p.seller_id = g.seller_id and p.product_id = g.product_id and p.sku = l.sku
where l.ordered % g.units = 0 and l.cancelled % g.units = 0 and l.shipped % g.units = 0 and l.returned % g.units = 0
order by l.seller_id, l.order_id, l.line, s.changed_at desc;

update order_line l
set ordered = l.ordered / c.units,
  cancelled = l.cancelled / c.units,
  shipped = l.shipped / c.units,
  returned = l.returned / c.units,
  listing = c.listing,
  channel_id = c.channel_id,
  sku = coalesce(c.sku, l.sku),
  sold_as = case when l.sold_as is null then null else coalesce(c.sku, l.sold_as) end,
  sold_as_listing = case when l.sold_as is null then null else c.listing end,
  sold_units = c.units
from counted_in_packs c
where l.seller_id = c.seller_id and l.order_id = c.order_id and l.line = c.line;

update order_component p
set units = p.units * c.units
from counted_in_packs c
where p.seller_id = c.seller_id and p.order_id = c.order_id and p.line = c.line;

update order_doing d
set factor = d.factor * c.units
from counted_in_packs c
where d.seller_id = c.seller_id and d.order_id = c.order_id and d.line = c.line;

update sales_order o
set units_ordered = (
  select coalesce(sum(l.ordered), 0) from order_line l where l.seller_id = o.seller_id and l.order_id = o.order_id)
where exists (select 1 from counted_in_packs c where c.seller_id = o.seller_id and c.order_id = o.order_id);

do $$
declare
  fenced text;
begin
  foreach fenced in array array['sales_order', 'order_line', 'order_component', 'order_doing', 'product', 'listing', 'listing_sale']
  loop
    execute format('alter table %I force row level security', fenced);
  end loop;
end $$;
