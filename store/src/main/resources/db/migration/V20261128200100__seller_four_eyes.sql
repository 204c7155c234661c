-- Who counted may not approve a correction of more units, where a count does not say; null: that does not matter.
alter table seller add column four_eyes_above bigint
  constraint seller_four_eyes_not_negative check (four_eyes_above >= 0);
