-- The id of a new order is drawn when its name is looked up, so that the order is written once, when all is known of it.
grant usage on sequence sales_order_order_id_seq to onhand_app;
