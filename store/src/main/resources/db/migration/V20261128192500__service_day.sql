-- How this server served, a row a day: in which of its minutes (of UTC) it worked, and how many pages took how long.
-- Each node adds what it did, once a minute. The last element counts pages that took longer than all bounds.
create table service_day (
  day date primary key,
  up bit(1440) not null,
  pages bigint[] not null
);
grant select, insert, update, delete on service_day to onhand_platform;
