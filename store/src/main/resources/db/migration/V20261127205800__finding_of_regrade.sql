-- A verification compares the two sides of regrades too, which are few among the movements.
alter table finding drop constraint finding_kind_known;
alter table finding add constraint finding_kind_known
  check (kind in ('level', 'checkpoint', 'seal', 'movement', 'transfer', 'reservation', 'purchase_order', 'regrade'));
create index movement_regrade on movement (seller_id, cause_reference) where reason in ('regrade_out', 'regrade_in');
