-- What sealed movements add up to by the day on which they happened, by the seller's clocks, for reports of all products: so that they read
-- days and not movements. It is written as the checkpoints of levels are, up to one id, and what came after that is read from the journal;
-- so it needs no filling here.
create table movement_day (
  seller_id bigint not null references seller,
  day date not null,
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
  primary key (seller_id, day, reason, actor, from_location_id, from_place, to_location_id, to_place)
) with (fillfactor = 70);

-- Up to which movement, how many these are, and by which clocks the days are.
create table movement_day_cut (
  seller_id bigint primary key references seller,
  cut_id bigint not null,
  position bigint not null,
  time_zone text not null
);

do $$
declare
  fenced text;
begin
  foreach fenced in array array['movement_day', 'movement_day_cut']
  loop
    execute format('alter table %I enable row level security', fenced);
    execute format('alter table %I force row level security', fenced);
    execute format(
      'create policy own_rows on %I to onhand_app using (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)'
      ' with check (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)', fenced);
  end loop;
end $$;

grant select, insert, update, delete on movement_day, movement_day_cut to onhand_app;
