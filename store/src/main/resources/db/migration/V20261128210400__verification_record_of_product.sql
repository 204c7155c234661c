-- The records of a product are read by their number, page by page.
create index verification_record_of_product on verification_record (seller_id, product_id, entry);
