-- What an alert is about, by the names of today: its subject has ids, for names may change while it is open.
create function alert_about(seller bigint, subject text) returns text language sql stable as $$
  select coalesce(
    (select p.sku || coalesce(' at ' || o.code, '')
    from regexp_match(subject, '^product (\d+)(?: at location (\d+))?$') as named (ids)
    join product p on p.seller_id = seller and p.product_id = ids[1]::bigint
    left join location o on o.seller_id = seller and o.location_id = ids[2]::bigint),
    subject)
$$;
