-- The differences of a reconciliation, page by page in their order.
create index drift_by_run on drift (seller_id, run_id, drift_id) where run_id is not null;
