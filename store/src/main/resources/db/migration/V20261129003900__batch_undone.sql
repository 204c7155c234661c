-- A batch of which what it posted was reversed is undone, whatever it was before; ended_at stays where it had ended.
alter table stock_batch
  drop constraint batch_state_known,
  drop constraint batch_pushed_when,
  drop constraint batch_ended_when,
  add constraint batch_state_known check (state in ('open', 'pushed', 'verified', 'completed', 'cancelled', 'undone')),
  add constraint batch_pushed_when check ((state in ('pushed', 'verified', 'completed', 'undone')) = (pushed_at is not null)),
  add constraint batch_ended_when check ((state in ('completed', 'cancelled', 'undone')) = (ended_at is not null));

-- An undo is of an import or of a batch.
alter table import_run
  add column undoes_batch bigint,
  add constraint import_undoes_known_batch foreign key (seller_id, undoes_batch) references stock_batch,
  add constraint import_undoes_one check (undoes is null or undoes_batch is null);
create index import_undone_batch on import_run (seller_id, undoes_batch, import_id) where undoes_batch is not null;
