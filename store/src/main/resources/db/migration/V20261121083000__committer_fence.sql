-- The committer's fence. It alone handles rows of several sellers in one statement, in transactions in which it takes on a role of its
-- own: those of the sellers in the array onhand.sellers, and of these tables. The role onhand_committer exists before this runs; it is a
-- member of onhand_app, whose rights it has and whose fences hold for it too. The sub-select makes the array one a statement, not a row.
do $$
declare
  fenced text;
begin
  foreach fenced in array array['seller_head', 'product', 'location', 'stock_level', 'movement', 'transfer']
  loop
    execute format(
      'create policy rows_of_the_batch on %I to onhand_committer'
      ' using (seller_id = any ((select nullif(current_setting(''onhand.sellers'', true), '''')::bigint[])::bigint[]))'
      ' with check (seller_id = any ((select nullif(current_setting(''onhand.sellers'', true), '''')::bigint[])::bigint[]))', fenced);
  end loop;
end $$;
