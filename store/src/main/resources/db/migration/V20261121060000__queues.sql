-- One table a queue, in the form that db-scheduler works on, so that a slow queue never keeps another waiting. A row says when
-- to run which job of which seller (ids only); what the job is stands in table job, behind the seller's fence.
create table queue_stock_sync (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures integer,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index queue_stock_sync_due on queue_stock_sync (execution_time);
create index queue_stock_sync_heartbeat on queue_stock_sync (last_heartbeat);

-- Those who enqueue write in the transaction of what they enqueue for; only the scheduler picks.
grant insert on queue_stock_sync to onhand_app;
grant select, insert, update, delete on queue_stock_sync to onhand_platform;
