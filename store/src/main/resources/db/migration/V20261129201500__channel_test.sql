-- How an account was tested last, since it was set up as it is: when that was asked for, when it ended, and what was said then.
alter table channel_account
  add column test_asked_at timestamptz,
  add column test_ended_at timestamptz,
  add column test_is_well boolean,
  add column test_said text,
  add constraint channel_account_test_ends_with_a_word check (
    (test_ended_at is null) = (test_said is null) and (test_ended_at is null) = (test_is_well is null)
    and (test_ended_at is null or test_asked_at is not null));
