-- How many movements the level checkpoints hold, so that it costs nothing to know how many they lack.
alter table level_checkpoint_cut add column position bigint not null default 0;

-- Earlier findings explain why movements say what they say.
create index finding_product on finding (seller_id, product_id) where product_id is not null;
