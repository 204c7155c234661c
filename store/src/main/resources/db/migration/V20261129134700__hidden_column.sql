-- Columns that somebody does not want to see in a list, for themselves.
create table hidden_column (
  seller_id bigint not null references seller,
  actor text not null,
  path text not null,
  title text not null,
  primary key (seller_id, actor, path, title)
);

alter table hidden_column enable row level security;
alter table hidden_column force row level security;
create policy own_rows on hidden_column to onhand_app using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);
grant select, insert, delete on hidden_column to onhand_app;
