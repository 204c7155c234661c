-- A verification compares purchase orders too.
alter table finding drop constraint finding_kind_known;
alter table finding add constraint finding_kind_known
  check (kind in ('level', 'checkpoint', 'seal', 'movement', 'transfer', 'reservation', 'purchase_order'));
