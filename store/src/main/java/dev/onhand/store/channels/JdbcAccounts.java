package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountData;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.HookAddress;
import dev.onhand.engine.channels.LagCount;
import dev.onhand.engine.channels.LastCall;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.channels.PushCall;
import dev.onhand.engine.channels.Waiting;
import dev.onhand.model.Secret;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.leases.Leases;
import dev.onhand.store.secrets.SecretBox;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Channel accounts in PostgreSQL. */
public final class JdbcAccounts implements Accounts {

  private final SellerTransactions transactions;
  private final SecretBox box;
  private final Leases leases;

  public JdbcAccounts(SellerTransactions transactions, SecretBox box, Leases leases) {
    this.transactions = transactions;
    this.box = box;
    this.leases = leases;
  }

  @Override
  public List<Account> list(SellerId seller) {
    return transactions.call(seller, jdbc -> AccountReads.all(jdbc, seller, null));
  }

  @Override
  public Optional<Account> find(SellerId seller, String code) {
    return transactions.call(
        seller, jdbc -> AccountReads.all(jdbc, seller, code).stream().findFirst());
  }

  @Override
  public Optional<Account> findByHook(HookAddress address) {
    return transactions.call(
        address.seller(), jdbc -> AccountReads.byHook(jdbc, address.seller(), address.key()));
  }

  @Override
  public Saving<Account> put(SellerId seller, String code, AccountData data, Edit edit) {
    return transactions.call(seller, jdbc -> put(jdbc, seller, code, data, edit));
  }

  private Saving<Account> put(
      JdbcClient jdbc, SellerId seller, String code, AccountData data, Edit edit) {
    Optional<Long> channel = lockChannel(jdbc, seller, code);
    if (channel.isEmpty()) {
      return new Saving.Missing<>();
    }
    Optional<Account> before = AccountReads.all(jdbc, seller, code).stream().findFirst();
    if (before.isPresent() && !before.get().type().equals(data.type())) {
      return new Saving.Blocked<>(
          "channel %s is of type %s; make another channel for %s"
              .formatted(code, before.get().type(), data.type()));
    }
    if (before.isPresent()
        && edit.expectedVersion() != null
        && edit.expectedVersion() != before.get().version()) {
      return new Saving.Stale<>(before.get().version());
    }
    byte[] secrets =
        data.secrets().isEmpty()
            ? null
            : box.seal(
                place(seller, channel.get()), Secret.of(AccountJson.writeSecrets(data.secrets())));
    save(jdbc, seller, channel.get(), data, secrets, edit);
    Optional<String> unknown = replaceLocations(jdbc, seller, channel.get(), data.locations());
    if (unknown.isPresent()) {
      throw new IllegalArgumentException(
          "locations names '%s', which is not known".formatted(unknown.get()));
    }
    return new Saving.Saved<>(AccountReads.all(jdbc, seller, code).getFirst());
  }

  private static String place(SellerId seller, long channel) {
    return seller.value() + "|" + channel + "|settings";
  }

  private static Optional<Long> lockChannel(JdbcClient jdbc, SellerId seller, String code) {
    return jdbc.sql(
            """
            select channel_id from channel
            where seller_id = :seller and code = :code
            for no key update
            """)
        .param("seller", seller.value())
        .param("code", code)
        .query(Long.class)
        .optional();
  }

  private static void save(
      JdbcClient jdbc,
      SellerId seller,
      long channel,
      AccountData data,
      byte @Nullable [] secrets,
      Edit edit) {
    jdbc.sql(
            """
            insert into channel_account as kept (seller_id, channel_id, type, settings, secrets, state_since,
              poll_seconds, calls_per_second, calls_per_day, pushes_per_listing, reads_hourly, takes_off,
              puts_back, quantity_max, created_at, updated_at)
            values (:seller, :channel, :type, :settings, :secrets, :at, :poll_seconds, :calls_per_second,
              :calls_per_day, :pushes_per_listing, :reads_hourly, :takes_off, :puts_back, :quantity_max, :at, :at)
            on conflict (seller_id, channel_id) do update
            set settings = excluded.settings, secrets = excluded.secrets, poll_seconds = excluded.poll_seconds, calls_per_second = excluded.calls_per_second,
              calls_per_day = excluded.calls_per_day, pushes_per_listing = excluded.pushes_per_listing,
              reads_hourly = excluded.reads_hourly, takes_off = excluded.takes_off, puts_back = excluded.puts_back,
              quantity_max = excluded.quantity_max,
              -- what was believed rests on how the channel was thought to count
              listings_due_at = case when kept.takes_off = excluded.takes_off then kept.listings_due_at else excluded.updated_at end,
              rest_until = null, failures = 0,
              test_asked_at = null, test_ended_at = null, test_is_well = null, test_said = null,
              updated_at = excluded.updated_at, version = kept.version + 1
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("type", data.type())
        .param("settings", AccountJson.write(data.settings()))
        .param("secrets", secrets, Types.BINARY)
        .param("at", SqlTimes.toSql(edit.at()))
        .param("poll_seconds", data.pollEvery().toSeconds())
        .param("calls_per_second", data.budget().callsPerSecond(), Types.INTEGER)
        .param("calls_per_day", data.budget().callsPerDay(), Types.INTEGER)
        .param("pushes_per_listing", data.budget().pushesPerListing(), Types.INTEGER)
        .param("reads_hourly", data.readsHourly())
        .param("takes_off", SemanticsRows.code(data.semantics().takesOff()))
        .param("puts_back", SemanticsRows.code(data.semantics().putsBack()))
        .param("quantity_max", data.semantics().quantityMax())
        .update();
  }

  /**
   * @return a code that is not known
   */
  private static Optional<String> replaceLocations(
      JdbcClient jdbc, SellerId seller, long channel, List<String> codes) {
    jdbc.sql("delete from channel_location where seller_id = :seller and channel_id = :channel")
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
    List<String> made =
        jdbc.sql(
                """
                with made as (
                  insert into channel_location (seller_id, channel_id, location_id)
                  select l.seller_id, :channel, l.location_id
                  from location l
                  where l.seller_id = :seller and l.code = any(:codes)
                  returning location_id)
                select l.code from made join location l on l.seller_id = :seller and l.location_id = made.location_id
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .param("codes", codes.toArray(String[]::new))
            .query((row, number) -> row.getString("code"))
            .list();
    return codes.stream().filter(code -> !made.contains(code)).findFirst();
  }

  @Override
  public Map<String, Secret> secrets(SellerId seller, long channel) {
    return transactions
        .call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select secrets from channel_account
                        where seller_id = :seller and channel_id = :channel and secrets is not null
                        """)
                    .param("seller", seller.value())
                    .param("channel", channel)
                    .query((row, number) -> row.getBytes("secrets"))
                    .optional())
        .map(kept -> AccountJson.readSecrets(box.open(place(seller, channel), kept).reveal()))
        .orElse(Map.of());
  }

  @Override
  public void setState(
      SellerId seller, long channel, Account.State state, @Nullable String reason, Instant at) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update channel_account
                    set state = :state, state_reason = :reason, state_since = :at, updated_at = :at,
                      rest_until = null,
                      failures = case when :state = 'active' then 0 else failures end
                    where seller_id = :seller and channel_id = :channel
                      and (state <> :state or state_reason is distinct from :reason)
                    """)
                .param("state", state.code())
                .param("reason", reason, Types.VARCHAR)
                .param("at", SqlTimes.toSql(at))
                .param("seller", seller.value())
                .param("channel", channel)
                .update());
  }

  @Override
  public void testing(SellerId seller, long channel, Instant at) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update channel_account
                    set test_asked_at = :at, test_ended_at = null, test_is_well = null, test_said = null
                    where seller_id = :seller and channel_id = :channel
                    """)
                .param("at", SqlTimes.toSql(at))
                .param("seller", seller.value())
                .param("channel", channel)
                .update());
  }

  @Override
  public void tested(SellerId seller, long channel, Account.Tested tested) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update channel_account
                    set test_ended_at = :ended, test_is_well = :is_well, test_said = :said
                    where seller_id = :seller and channel_id = :channel and test_asked_at = :asked
                    """)
                .param(
                    "asked", SqlTimes.toSqlOrNull(tested.askedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                    "ended", SqlTimes.toSqlOrNull(tested.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("is_well", tested.isWell())
                .param("said", tested.said(), Types.VARCHAR)
                .param("seller", seller.value())
                .param("channel", channel)
                .update());
  }

  @Override
  public void want(
      SellerId seller, long channel, @Nullable Instant ordersDueAt, @Nullable Instant readDueAt) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update channel_account
                    set orders_due_at = coalesce(:orders, orders_due_at),
                      listings_due_at = coalesce(:read, listings_due_at)
                    where seller_id = :seller and channel_id = :channel
                    """)
                .param("orders", SqlTimes.toSqlOrNull(ordersDueAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("read", SqlTimes.toSqlOrNull(readDueAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("seller", seller.value())
                .param("channel", channel)
                .update());
  }

  @Override
  public Waiting waiting(Account account, Instant now) {
    return transactions.call(
        account.seller(),
        jdbc ->
            jdbc.sql(
                    """
                    select
                      :is_telling and (
                        exists (
                          select from listing
                          where seller_id = :seller and channel_id = :channel and is_due
                            and (retry_at is null or retry_at <= :now))
                        or exists (
                          select from listing
                          where seller_id = :seller and channel_id = :channel and held_id is not null)
                        or exists (
                          select from held_change
                          where seller_id = :seller and channel_id = :channel and state = 'waiting')) as listings,
                      :is_active and exists (
                        select from listing
                        where seller_id = :seller and channel_id = :channel and attempt_id is not null) as attempted,
                      exists (
                        select from listing
                        where seller_id = :seller and channel_id = :channel and refresh_asked_at >= :heeds_since) as wanted,
                      :is_active and exists (
                        select from inbox_event
                        where seller_id = :seller and channel_id = :channel and state = 'waiting' and due_at <= :now) as told
                    """)
                .param("seller", account.seller().value())
                .param("channel", account.channel())
                .param("heeds_since", SqlTimes.toSql(account.heedsSince()))
                .param("is_active", account.state() == Account.State.ACTIVE)
                .param("is_telling", account.isTelling())
                .param("now", SqlTimes.toSql(now))
                .query(
                    (row, number) ->
                        new Waiting(
                            row.getBoolean("listings"),
                            row.getBoolean("attempted"),
                            row.getBoolean("wanted"),
                            row.getBoolean("told")))
                .single());
  }

  @Override
  public Optional<Lease> lease(SellerId seller, long channel, String worker, Duration length) {
    return transactions.call(
        seller, jdbc -> AccountLeases.take(jdbc, leases, seller, channel, worker, length));
  }

  @Override
  public void endLeases(SellerId seller) {
    transactions.run(seller, jdbc -> AccountLeases.end(jdbc, seller));
  }

  @Override
  public void release(SellerId seller, long channel, Lease lease) {
    transactions.run(seller, jdbc -> AccountLeases.release(jdbc, seller, channel, lease));
  }

  @Override
  public void polling(SellerId seller, long channel, Lease lease, Account.@Nullable Poll poll) {
    update(seller, channel, lease, jdbc -> AccountWrites.polling(jdbc, poll));
  }

  @Override
  public void polled(
      SellerId seller,
      long channel,
      Lease lease,
      Instant watermark,
      Instant at,
      @Nullable Instant newestAt) {
    update(seller, channel, lease, jdbc -> AccountWrites.polled(jdbc, watermark, at, newestAt));
  }

  @Override
  public void returned(SellerId seller, long channel, Lease lease, Instant watermark) {
    update(seller, channel, lease, jdbc -> AccountWrites.returned(jdbc, watermark));
  }

  @Override
  public void paced(SellerId seller, long channel, Lease lease, Account.Pace pace) {
    update(seller, channel, lease, jdbc -> AccountWrites.paced(jdbc, pace));
  }

  @Override
  public void reread(SellerId seller, long channel, Lease lease, Account.Rereading next) {
    update(seller, channel, lease, jdbc -> AccountWrites.reread(jdbc, next));
  }

  @Override
  public void readPage(
      SellerId seller, long channel, Lease lease, long run, @Nullable String cursor, Instant at) {
    update(seller, channel, lease, jdbc -> AccountWrites.readPage(jdbc, run, cursor, at));
  }

  @Override
  public void note(SellerId seller, long channel, Lease lease, Account.Health health) {
    update(seller, channel, lease, jdbc -> AccountWrites.note(jdbc, health));
  }

  @Override
  public void skewed(SellerId seller, long channel, Lease lease, Duration skew) {
    update(seller, channel, lease, jdbc -> AccountWrites.skewed(jdbc, skew));
  }

  private interface Update {
    StatementSpec statement(JdbcClient jdbc);
  }

  private void update(SellerId seller, long channel, Lease lease, Update update) {
    int rows =
        transactions.call(
            seller,
            jdbc ->
                update
                    .statement(jdbc)
                    .param("seller", seller.value())
                    .param("channel", channel)
                    .param("epoch", lease.epoch())
                    .update());
    if (rows == 0) {
      throw new LeaseLostException(channel);
    }
  }

  @Override
  public void count(
      SellerId seller,
      long channel,
      List<CallCount> calls,
      List<PushCall> kept,
      List<LastCall> last) {
    transactions.run(
        seller,
        jdbc -> {
          CallRows.add(jdbc, seller, channel, calls);
          if (!kept.isEmpty()) {
            PushCallRows.add(jdbc, seller, channel, kept);
          }
          JdbcLastCalls.keep(jdbc, seller, channel, last);
        });
  }

  @Override
  public long spentOn(SellerId seller, long channel, LocalDate day) {
    return transactions.call(seller, jdbc -> CallRows.spentOn(jdbc, seller, channel, day));
  }

  @Override
  public void looked(SellerId seller, String code, LocalDate day, long looks) {
    transactions.run(seller, jdbc -> CallRows.addLooks(jdbc, seller, code, day, looks));
  }

  @Override
  public Map<LocalDate, Long> looks(SellerId seller, long channel, int days) {
    return transactions.call(seller, jdbc -> CallRows.looks(jdbc, seller, channel, days));
  }

  @Override
  public List<CallCount> calls(SellerId seller, long channel, int days) {
    return transactions.call(seller, jdbc -> CallRows.list(jdbc, seller, channel, days));
  }

  @Override
  public List<LagCount> lags(SellerId seller, LocalDate since) {
    return transactions.call(seller, jdbc -> LagRows.list(jdbc, seller, since));
  }
}
