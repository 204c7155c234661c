-- What parked lines of orders sold of listings that are not known by the names they have there: taken off them once they are.
create table unnamed_sale (
  seller_id bigint not null,
  channel_id bigint not null,
  order_id text not null,
  line text not null,
  -- what the order calls the listing
  listing text,
  sku text,
  -- units of the listing: not given up, taken off by the channel, and given up of these
  wanted bigint not null,
  taken bigint not null,
  given_up bigint not null,
  -- by the channel's clock
  sold_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (seller_id, channel_id, order_id, line),
  foreign key (seller_id, channel_id) references channel_account,
  constraint unnamed_sale_has_a_name check (listing is not null or sku is not null)
);
create index unnamed_sale_listing on unnamed_sale (seller_id, channel_id, listing) where listing is not null;
create index unnamed_sale_sku on unnamed_sale (seller_id, channel_id, sku) where sku is not null;
create index unnamed_sale_newest on unnamed_sale (seller_id, channel_id, changed_at);

alter table unnamed_sale enable row level security;
alter table unnamed_sale force row level security;
create policy own_rows on unnamed_sale to onhand_app
  using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);
grant select, insert, delete on unnamed_sale to onhand_app;
