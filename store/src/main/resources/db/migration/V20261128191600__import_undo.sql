-- What an import brought into the journal, a row a commit: a row a movement would be as many again as the import has.
create table import_part (
  seller_id bigint not null,
  import_id bigint not null,
  first_movement_id bigint not null,
  movement_ids bigint[] not null,
  primary key (seller_id, import_id, first_movement_id),
  foreign key (seller_id, import_id) references import_run
);
alter table import_part enable row level security;
alter table import_part force row level security;
create policy own_rows on import_part to onhand_app
  using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);
grant select, insert on import_part to onhand_app;

-- An undo is an import too, of nothing but reversals.
alter table import_run
  add column undoes bigint,
  add constraint import_undoes_known foreign key (seller_id, undoes) references import_run;
create index import_undone on import_run (seller_id, undoes, import_id) where undoes is not null;
