-- Up to which movement all was known when a number was computed that a listing should show: what orders did after it is why it changes.
alter table listing
  add column desired_cut bigint,
  add column pushed_cut bigint;
alter table push_attempt add column desired_cut bigint;

-- Of what was told before that it is not known; what orders do from now on is.
do $$
declare
  fenced text;
begin
  foreach fenced in array array['listing', 'push_attempt', 'seller_head']
  loop
    execute format('alter table %I no force row level security', fenced);
  end loop;
end $$;
update listing l
set desired_cut = h.cut_id, pushed_cut = case when l.pushed is not null then h.cut_id end
from seller_head h
where h.seller_id = l.seller_id and l.desired is not null;
update push_attempt a
set desired_cut = h.cut_id
from seller_head h
where h.seller_id = a.seller_id and a.outcome is null;
do $$
declare
  fenced text;
begin
  foreach fenced in array array['listing', 'push_attempt', 'seller_head']
  loop
    execute format('alter table %I force row level security', fenced);
  end loop;
end $$;
