-- What channels were asked last for something else than to tell them quantities, to be looked at: of each purpose the last call that was
-- answered as expected and the last that was not, without secrets, and of orders masked before it comes here. Nothing is decided by it.
create table last_call (
  seller_id bigint not null references seller,
  channel_id bigint not null,
  purpose text not null,
  is_failed boolean not null,
  sent_at timestamptz not null,
  answered_at timestamptz not null,
  method text not null,
  path text not null,
  request text not null,
  status integer,
  answer text,
  why text,
  primary key (seller_id, channel_id, purpose, is_failed),
  constraint last_call_failed_why check (is_failed = (why is not null))
);

alter table last_call enable row level security;
alter table last_call force row level security;
create policy own_rows on last_call to onhand_app using (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint)
  with check (seller_id = nullif(current_setting('onhand.seller', true), '')::bigint);
grant select, insert, update, delete on last_call to onhand_app;
