-- Which documents of a retailer's files became orders, and whose they were: by it a return is told from the order it is of, in whatever
-- file that was. No foreign key on orders, as none has (see V20261121090000__orders.sql).

create table imported_order (
  seller_id bigint not null references seller,
  retailer text not null,
  document text not null,
  order_id bigint not null,
  lines integer not null constraint imported_lines_positive check (lines > 0),
  customer text,
  occurred_at timestamptz not null,
  primary key (seller_id, retailer, document)
);
create index imported_order_customer on imported_order (seller_id, retailer, customer, occurred_at) where customer is not null;

alter table imported_order enable row level security;
alter table imported_order force row level security;
create policy own_rows on imported_order to onhand_app
  using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);

grant select, insert, update on imported_order to onhand_app;

-- When the same file was imported for the first time.
create index import_run_sha256 on import_run (seller_id, sha256) where sha256 is not null;
