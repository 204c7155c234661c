-- Seals that name the very movement that was tampered with, and checkpoints that are cheap to write and to read.

-- As before, but stable: so it is computed in place, at half the cost. (The planner does not open a function that claims more than its
-- parts hold; json_build_array is stable because of types that are not used here.)
create or replace function movement_text(m movement) returns text language sql stable parallel safe as $$
  select json_build_array(
    m.seller_id, m.movement_id, m.product_id, m.quantity,
    m.from_location_id, m.from_place, m.from_after, m.from_on_hand_after,
    m.to_location_id, m.to_place, m.to_after, m.to_on_hand_after,
    m.reason, m.key, m.digest, m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses,
    (extract(epoch from m.occurred_at) * 1000000)::bigint,
    (extract(epoch from m.recorded_at) * 1000000)::bigint)::text
$$;

-- A block's content_hash is the SHA-256 of the SHA-256s of its movements' texts, in the order of their ids. The first eight bytes of each
-- are kept beside it, so that a block that is not what it was also says which of its movements is not.
alter table seal_block add column leaves bytea not null;
alter table seal_block alter column leaves set storage external; -- hashes do not compress

-- Segments: each is a whole thousand of one product's movements in the order of their ids, split by level and month of occurrence, and is
-- written once. Stock as of an instant is the sum of the rows that lie before it, the movements of the few that it cuts through, and the
-- movements after the last segment.
alter table stock_checkpoint drop constraint stock_checkpoint_pkey;
alter table stock_checkpoint add primary key (seller_id, product_id, segment, location_id, month);

-- What each level's movements up to one id add up to, for all levels of a seller the same: written hourly, so that a verification need
-- not begin at the beginning.
create table level_checkpoint (
  seller_id bigint not null,
  product_id bigint not null,
  location_id bigint not null,
  movements bigint not null,
  available bigint not null,
  reserved bigint not null,
  damaged bigint not null,
  quality_control bigint not null,
  set_aside bigint not null,
  in_transit bigint not null,
  primary key (seller_id, product_id, location_id)
) with (fillfactor = 70);

create table level_checkpoint_cut (
  seller_id bigint primary key references seller,
  cut_id bigint not null
);

-- A movement as its levels see it: a row for each end that is at a location. "movements" is 1, but 0 for the second end at one location,
-- so that its sum counts each movement of a level once.
create view level_change with (security_invoker = true) as
select m.seller_id, m.product_id, e.location_id, m.movement_id, m.occurred_at, m.recorded_at, e.movements,
  case e.place when 'available' then e.units else 0 end as available,
  case e.place when 'reserved' then e.units else 0 end as reserved,
  case e.place when 'damaged' then e.units else 0 end as damaged,
  case e.place when 'quality_control' then e.units else 0 end as quality_control,
  case e.place when 'set_aside' then e.units else 0 end as set_aside,
  case e.place when 'in_transit' then e.units else 0 end as in_transit
from movement m
cross join lateral (
  values
    (m.from_location_id, m.from_place, -m.quantity, 1),
    (m.to_location_id, m.to_place, m.quantity, case when m.to_location_id = m.from_location_id then 0 else 1 end)
) as e (location_id, place, units, movements)
where e.location_id is not null;

alter table finding drop constraint finding_kind_known;
alter table finding add constraint finding_kind_known check (kind in ('level', 'checkpoint', 'seal', 'movement', 'transfer'));
alter table finding add column movement_id bigint;

do $$
declare
  fenced text;
begin
  foreach fenced in array array['level_checkpoint', 'level_checkpoint_cut']
  loop
    execute format('alter table %I enable row level security', fenced);
    execute format('alter table %I force row level security', fenced);
    execute format(
      'create policy own_rows on %I to onhand_app using (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)'
      ' with check (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)', fenced);
  end loop;
end $$;

grant select, insert, update, delete on level_checkpoint, level_checkpoint_cut to onhand_app;
grant select on level_change to onhand_app;
