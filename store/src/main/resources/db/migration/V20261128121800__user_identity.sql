-- As whom a provider knows people that signs them in. It is for the platform, which signs people in.
create table user_identity (
  seller_id bigint not null,
  user_id bigint not null,
  issuer text not null,
  subject text not null,
  bound_at timestamptz not null,
  constraint one_identity_a_user primary key (seller_id, user_id),
  constraint one_user_an_identity unique (issuer, subject),
  constraint identity_of_user foreign key (seller_id, user_id) references app_user,
  constraint identity_length check (length(issuer) <= 500 and length(subject) between 1 and 255)
);
grant select, insert, delete on user_identity to onhand_platform;
