-- What left of a channel's limits of an hour and more, [{"rate", "end", "units"}]: a restart must not let more of a day's leave than a day has.
alter table channel_account add column limits_spent jsonb not null default '[]';
