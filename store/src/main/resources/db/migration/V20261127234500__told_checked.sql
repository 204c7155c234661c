-- What listings were told is seen within a quarter of an hour, and what limits taught outlives a restart.

alter table channel_account
  -- when it was looked last which listings were told a number and not seen since
  add column told_checked_at timestamptz,
  -- what part of the channel's limits is used: less after "too many"
  add column limits_share double precision not null default 1
    constraint account_limits_share_in_range check (limits_share > 0 and limits_share <= 1);
