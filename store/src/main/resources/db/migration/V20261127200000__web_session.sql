-- Who is signed in to the web pages. Of the platform, as token_index is: the cookie that a request brings says no seller.
-- Only the hash of the cookie's secret is kept. What a session may do is what its token may, asked anew each time.
create table web_session (
  hash bytea primary key,
  token_hash bytea not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  agent text not null,
  constraint hash_is_sha256 check (octet_length(hash) = 32 and octet_length(token_hash) = 32),
  constraint ends_after_start check (ends_at > started_at),
  constraint agent_is_short check (length(agent) <= 200)
);

create index web_session_ends on web_session (ends_at);

grant select, insert, update, delete on web_session to onhand_platform;
