-- What came back is listed by itself and by product. The indexes hold returns alone: other movements pay nothing for them.
create index movement_return on movement (seller_id, movement_id) where reason = 'sale_return';
create index movement_return_of_product on movement (seller_id, product_id, movement_id) where reason = 'sale_return';
