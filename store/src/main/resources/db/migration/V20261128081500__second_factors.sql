-- What people prove who they are with beside their password. The app never sees it: it is for the platform, which
-- signs people in. The secret is encrypted by a key outside of the database.
create table second_factor (
  seller_id bigint not null,
  user_id bigint not null,
  secret bytea not null,
  -- null: the person did not show yet that their app has it, and it is not asked for
  confirmed_at timestamptz,
  -- of the last code that was taken: no code counts twice
  step bigint not null default 0,
  primary key (seller_id, user_id),
  constraint factor_of_user foreign key (seller_id, user_id) references app_user
);
grant select, insert, update, delete on second_factor to onhand_platform;

-- Each stands for a code once. They are random enough that a plain hash keeps them.
create table recovery_code (
  seller_id bigint not null,
  user_id bigint not null,
  hash bytea not null,
  primary key (seller_id, user_id, hash),
  constraint recovery_of_factor foreign key (seller_id, user_id) references second_factor on delete cascade,
  constraint recovery_is_sha256 check (octet_length(hash) = 32)
);
grant select, insert, update, delete on recovery_code to onhand_platform;

-- A session that knows the password, and waits for the code, opens nothing yet.
alter table web_session add column awaits_code boolean not null default false;
