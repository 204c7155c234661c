-- How a channel treats stock depends on the account: on its kind and its settings.

alter table channel_account
  -- when its own sales take units off a listing, whether what is cancelled comes back, and the most that a listing shows
  add column takes_off text not null default 'at_payment'
    constraint account_takes_off_known check (takes_off in ('at_order', 'at_payment', 'at_shipment', 'never')),
  add column puts_back text not null default 'unknown' constraint account_puts_back_known check (puts_back in ('yes', 'no', 'unknown')),
  add column quantity_max bigint not null default 1000000000 constraint account_quantity_max_positive check (quantity_max > 0);

-- What the connectors said for all accounts of their kind until now.
update channel_account
set takes_off = case
    when type = 'magento' and (settings::jsonb ->> 'stock' = 'single' or settings::jsonb ->> 'takes_off' = 'order') then 'at_order'
    when type = 'magento' then 'at_shipment'
    when type = 'vendure' then 'at_payment'
    else 'at_order' end,
  puts_back = case type when 'backmarket' then 'unknown' else 'yes' end,
  quantity_max = case type when 'magento' then 99999999 when 'backmarket' then 2147483647 else quantity_max end
where type in ('backmarket', 'magento', 'medusa', 'vendure');

alter table channel_account alter column takes_off drop default, alter column puts_back drop default, alter column quantity_max drop default;
