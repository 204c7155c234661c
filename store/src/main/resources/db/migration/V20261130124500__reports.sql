-- What reports look for that is rare among movements: those of which an index says nothing pay next to nothing for it.
create index movement_out on movement (seller_id, recorded_at)
  where from_place = 'available' and from_after <= 0 and from_after + quantity > 0;
create index movement_back on movement (seller_id, recorded_at)
  where to_place = 'available' and to_after > 0 and to_after - quantity <= 0;
create index movement_below_zero on movement (seller_id, recorded_at) where from_place = 'available' and from_after < 0;
create index movement_lost on movement (seller_id, occurred_at)
  where reason in ('damage', 'expired', 'quality_control', 'scrap', 'lost_missing', 'theft', 'transfer_lost',
    'stock_count_correction', 'stock_count_correction_minus', 'recovery_found');
create index order_log_missing on order_log (seller_id, order_id) include (recorded_at, missing) where missing > 0;
