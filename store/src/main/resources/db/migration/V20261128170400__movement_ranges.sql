-- Says of each 128 pages of movements which ids there are among them, and which days, people, reasons, causes and locations, so that the journal finds
-- what is rare or long ago without reading the rest. Two, for the database joins indexes of different columns only: also with that of products.
-- They cost a write next to nothing: pages are summed up when they are full.
create index movement_ids on movement using brin (seller_id, movement_id) with (pages_per_range = 128, autosummarize = on);
create index movement_said on movement using brin (
  occurred_at,
  actor text_bloom_ops (n_distinct_per_range = 64),
  reason text_bloom_ops (n_distinct_per_range = 64),
  cause_kind text_bloom_ops (n_distinct_per_range = 64),
  from_location_id int8_bloom_ops (n_distinct_per_range = 64),
  to_location_id int8_bloom_ops (n_distinct_per_range = 64))
  with (pages_per_range = 128, autosummarize = on);
-- What is not summed up yet is read each time: so it is to be little, also after a large import.
alter table movement set (autovacuum_vacuum_insert_scale_factor = 0.02);
