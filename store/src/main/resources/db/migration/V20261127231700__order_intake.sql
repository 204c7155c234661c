-- How far the orders of a channel are in: polls that are interrupted, open orders that are read again, and what its limits said.

alter table channel_account
  -- a poll of orders that is under way: when it began, from when on it asks, where its next page begins, and the first change of
  -- an order that waits for its listing
  add column poll_begin timestamptz,
  add column poll_since timestamptz,
  add column poll_cursor text,
  add column poll_unnamed timestamptz,
  -- when the newest order was placed that a poll brought, by our clock
  add column newest_order_at timestamptz,
  -- the channel said "too many": nothing leaves before
  add column still_until timestamptz,
  -- where channels do not tell every change: when open orders are read again next, and from which on
  add column reread_at timestamptz,
  add column reread_after bigint not null default 0,
  add constraint account_poll_is_whole check ((poll_cursor is null) = (poll_begin is null) and (poll_cursor is null) = (poll_since is null));

-- What is read again, channel by channel.
create index order_open on sales_order (seller_id, channel_id, order_id) where units_reserved > 0 or units_missing > 0 or lines_parked > 0;
