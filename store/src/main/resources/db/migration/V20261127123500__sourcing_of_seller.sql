-- By which rule locations are chosen for the orders of channels that name none of their own.
alter table seller add column sourcing text not null default 'priority'
  constraint seller_sourcing_known check (sourcing in ('priority', 'most_available', 'nearest', 'fewest_splits', 'first_with_stock'));

-- Until now no channel could name one, so that nothing is lost with the column. (An update would see no row: the fences hold for the
-- owner too.)
alter table channel drop column sourcing;
alter table channel add column sourcing text
  constraint channel_sourcing_known check (sourcing in ('priority', 'most_available', 'nearest', 'fewest_splits', 'first_with_stock'));
