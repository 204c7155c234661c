-- How far an account's list of returns was read: all that came back before it, by the channel's clock, is booked or in the inbox.
alter table channel_account add column returns_watermark timestamptz;
