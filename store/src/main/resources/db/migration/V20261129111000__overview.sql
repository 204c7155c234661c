-- The overview asks for the newest alerts that are open, which may be the oldest of very many, and for what the last
-- run of each channel came to.
create index alert_open on alert (seller_id, alert_id) where closed_at is null;
create index reconciliation_finished on reconciliation (seller_id, channel_id, run_id) where finished_at is not null;
