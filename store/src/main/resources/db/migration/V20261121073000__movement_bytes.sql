-- What is hashed of a movement: its columns in this order, in PostgreSQL's binary form of a row (the number of columns as 4 bytes, then of
-- each the type's oid as 4 bytes, the length as 4 bytes or -1 for null, and the value: whole numbers as 8 bytes, times as microseconds
-- since 2000-01-01 in 8 bytes, texts in UTF-8, all numbers big-endian). It takes a third of the time of a text, for sealing and for
-- verifying alike. Texts are sent in the encoding of the client, which must be UTF-8.
create function movement_bytes(m movement) returns bytea language sql stable parallel safe as $$
  select record_send(row(
    m.seller_id, m.movement_id, m.product_id, m.quantity,
    m.from_location_id, m.from_place, m.from_after, m.from_on_hand_after,
    m.to_location_id, m.to_place, m.to_after, m.to_on_hand_after,
    m.reason, m.key, m.digest, m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses,
    m.occurred_at, m.recorded_at))
$$;

-- Seals over the other form do not hold over this one, so all is sealed anew. (No released version ever sealed.) Its owner is fenced off
-- from a table's rows as well, unless the fence is lowered for a moment.
truncate seal_block, stock_checkpoint, level_checkpoint, level_checkpoint_cut;
alter table seller_head no force row level security;
update seller_head set position = 0, hash = sha256(''), sealed_id = 0, sealed_at = null;
alter table seller_head force row level security;
drop function movement_text(movement);

-- A row of few movements also says which they are: late ones lie far apart, and to read all between them takes long.
alter table stock_checkpoint add column ids bigint[];
