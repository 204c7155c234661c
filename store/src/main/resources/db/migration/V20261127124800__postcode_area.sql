-- Where the postcodes of a country are, by what they begin with: for sourcing by distance. Brought by the seller.
create table postcode_area (
  seller_id bigint not null references seller,
  country text not null constraint postcode_country_of_two_letters check (country ~ '^[A-Z]{2}$'),
  prefix text not null constraint postcode_prefix_plain check (prefix ~ '^[A-Z0-9]{1,10}$'),
  latitude double precision not null constraint postcode_latitude_in_range check (latitude between -90 and 90),
  longitude double precision not null constraint postcode_longitude_in_range check (longitude between -180 and 180),
  primary key (seller_id, country, prefix)
);

alter table postcode_area enable row level security;
alter table postcode_area force row level security;
create policy own_rows on postcode_area to onhand_app using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);

grant select, insert, delete on postcode_area to onhand_app;
