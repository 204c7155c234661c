-- Sums of days hold products that move much apart from all others, so that a report of products reads days of these too. Nothing is kept of
-- what was there: it is added up anew from the journal.
drop table movement_day;
truncate movement_day_cut;

create table movement_day (
  seller_id bigint not null references seller,
  day date not null,
  product_id bigint not null, -- 0: all that have none of their own
  reason text not null,
  actor text not null,
  from_location_id bigint not null, -- 0: none, for a key has no nulls
  from_place text not null,
  to_location_id bigint not null,
  to_place text not null,
  movements bigint not null,
  units bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (seller_id, day, product_id, reason, actor, from_location_id, from_place, to_location_id, to_place)
) with (fillfactor = 70);

-- Which products have sums of their own, and of which of their movements: those after an id.
create table movement_day_product (
  seller_id bigint not null references seller,
  product_id bigint not null,
  since_id bigint not null,
  primary key (seller_id, product_id)
);

do $$
declare
  fenced text;
begin
  foreach fenced in array array['movement_day', 'movement_day_product']
  loop
    execute format('alter table %I enable row level security', fenced);
    execute format('alter table %I force row level security', fenced);
    execute format(
      'create policy own_rows on %I to onhand_app using (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)'
      ' with check (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)', fenced);
  end loop;
end $$;

grant select, insert, update, delete on movement_day, movement_day_product to onhand_app;
