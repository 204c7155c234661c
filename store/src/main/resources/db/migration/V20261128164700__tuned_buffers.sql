-- Buffers that tune themselves: what listings of a channel keep back of each product at least, and why.

-- No row: off.
create table buffer_tuning (
  seller_id bigint not null,
  channel_id bigint not null,
  is_on boolean not null,
  -- the chance to sell what is gone that is accepted
  accepted double precision not null constraint tuning_accepted_in_range check (accepted > 0 and accepted < 1),
  -- from how many it is measured
  days integer not null constraint tuning_days_in_range check (days between 2 and 90),
  tuned_at timestamptz,
  actor text not null,
  updated_at timestamptz not null,
  primary key (seller_id, channel_id),
  foreign key (seller_id, channel_id) references channel_account
);

create table tuned_buffer (
  seller_id bigint not null,
  channel_id bigint not null,
  product_id bigint not null,
  units bigint not null constraint tuned_buffer_units_in_range check (units between 1 and 1000),
  -- what it follows from: what was sold elsewhere, and what that comes to while a number is on its way
  sold_lines bigint not null,
  sold_units bigint not null,
  expected_lines double precision not null,
  chance_without double precision not null,
  chance double precision not null,
  primary key (seller_id, channel_id, product_id),
  foreign key (seller_id, channel_id) references channel_account
);

do $$
declare
  fenced text;
begin
  foreach fenced in array array['buffer_tuning', 'tuned_buffer']
  loop
    execute format('alter table %I enable row level security', fenced);
    execute format('alter table %I force row level security', fenced);
    execute format(
      'create policy own_rows on %I to onhand_app using (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)'
      ' with check (seller_id = nullif(current_setting(''onhand.seller'', true), '''')::bigint)', fenced);
  end loop;
end $$;

grant select, insert, update on buffer_tuning to onhand_app;
grant select, insert, delete on tuned_buffer to onhand_app;
