package dev.onhand.store.channels;

import dev.onhand.connector.ListingRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.ListingWishes;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people want done with listings, in PostgreSQL. */
public final class JdbcListingWishes implements ListingWishes {

  private final SellerTransactions transactions;

  public JdbcListingWishes(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void refresh(SellerId seller, Collection<Long> listings, Instant at) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update listing l set refresh_asked_at = :at
                    where seller_id = :seller and listing_id in (
                        select listing_id from listing
                        where seller_id = :seller and listing_id = any(:listings)
                        order by listing_id
                        for no key update)
                      and (refresh_asked_at is null or refresh_asked_at < (
                        select state_since from channel_account a
                        where a.seller_id = :seller and a.channel_id = l.channel_id and a.state = 'paused'))
                    """)
                .param("at", SqlTimes.toSql(at))
                .param("seller", seller.value())
                .param("listings", listings.toArray(Long[]::new))
                .update());
  }

  @Override
  public boolean refreshTold(
      SellerId seller, long channel, Lease lease, Told told, long pageOf, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          JdbcListings.requireLease(jdbc, seller, channel, lease);
          return jdbc.sql(
                  """
                  with told as (
                    select listing_id,
                      greatest(pushed_at, acknowledged_at) > coalesce(cast(:after as timestamptz), '-infinity') as is_new
                    from listing
                    where seller_id = :seller and channel_id = :channel and refresh_asked_at is null and not is_seen
                      and greatest(pushed_at, acknowledged_at) <= :until
                      and attempt_id is null and not is_due and refused is null and remote_state <> 'ended'
                    order by listing_id
                    for no key update),
                  allowed as (
                    select greatest(count(*) / (4 * :page_of), 1) as listings from listing
                    where seller_id = :seller and channel_id = :channel and remote_state <> 'ended'),
                  wanted as (
                    update listing l set refresh_asked_at = :at
                    from told
                    where l.seller_id = :seller and l.listing_id = told.listing_id and told.is_new
                      and (select count(*) from told where is_new) <= (select listings from allowed)),
                  checked as (
                    update channel_account set told_checked_at = :at
                    where seller_id = :seller and channel_id = :channel)
                  select (select count(*) from told) > (select listings from allowed) as are_many
                  """)
              .param("after", SqlTimes.toSqlOrNull(told.after()), Types.TIMESTAMP_WITH_TIMEZONE)
              .param("until", SqlTimes.toSql(told.until()))
              .param("page_of", pageOf)
              .param("at", SqlTimes.toSql(at))
              .param("seller", seller.value())
              .param("channel", channel)
              .query(Boolean.class)
              .single();
        });
  }

  @Override
  public boolean isAnyWanted(SellerId seller, Collection<Long> listings) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select exists (
                      select from listing
                      where seller_id = :seller and listing_id = any(:listings) and refresh_asked_at is not null)
                    """)
                .param("seller", seller.value())
                .param("listings", listings.toArray(Long[]::new))
                .query(Boolean.class)
                .single());
  }

  @Override
  public List<Wanted> wanted(SellerId seller, long channel, Instant since, int max) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select listing_id, external_id, sku
                    from listing
                    where seller_id = :seller and channel_id = :channel and refresh_asked_at >= :since
                    order by refresh_asked_at, listing_id
                    limit :rows
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .param("since", SqlTimes.toSql(since))
                .param("rows", max)
                .query((row, number) -> wanted(row))
                .list());
  }

  private static Wanted wanted(ResultSet row) throws SQLException {
    return new Wanted(
        row.getLong("listing_id"),
        new ListingRef(row.getString("external_id"), row.getString("sku")));
  }

  @Override
  public List<Wanted> toldNext(SellerId seller, long channel, int max, Instant now) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select listing_id, external_id, sku
                    from (
                      select listing_id, external_id, sku, is_seen
                      from listing
                      where seller_id = :seller and channel_id = :channel and is_due
                        and (retry_at is null or retry_at <= :now)
                      order by urgency, off_by desc, desired_at, listing_id
                      limit :rows) as next
                    where is_seen and exists (
                      select from reconciliation_policy
                      where seller_id = :seller and channel_id = :channel and edited_on_channel = :accept)
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .param("now", SqlTimes.toSql(now))
                .param("rows", max)
                .param("accept", DriftPolicy.Action.ACCEPT.code())
                .query((row, number) -> wanted(row))
                .list());
  }

  @Override
  public void gone(SellerId seller, long channel, Lease lease, long listing, Instant at) {
    transactions.run(
        seller,
        jdbc -> {
          JdbcListings.requireLease(jdbc, seller, channel, lease);
          jdbc.sql(
                  """
                  update listing set remote_state = 'ended', refresh_asked_at = null, updated_at = :at
                  where seller_id = :seller and listing_id = :listing
                  """)
              .param("at", SqlTimes.toSql(at))
              .param("seller", seller.value())
              .param("listing", listing)
              .update();
        });
  }

  @Override
  public long pushDue(SellerId seller, long channel, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          jdbc.sql(
                  """
                  update listing set retry_at = null, updated_at = :at
                  where seller_id = :seller and listing_id in (
                    select listing_id from listing
                    where seller_id = :seller and channel_id = :channel and retry_at > :at
                    order by listing_id
                    for no key update)
                  """)
              .param("at", SqlTimes.toSql(at))
              .param("seller", seller.value())
              .param("channel", channel)
              .update();
          return new Looks(jdbc, seller, channel).due(at);
        });
  }

  @Override
  public long pushAgain(SellerId seller, long channel, Collection<Long> listings, Edit edit) {
    Long[] ids = listings.toArray(Long[]::new);
    return transactions.call(seller, jdbc -> pushAgain(jdbc, seller, channel, ids, edit));
  }

  @Override
  public long pushAllAgain(SellerId seller, long channel, Edit edit) {
    return transactions.call(seller, jdbc -> pushAgain(jdbc, seller, channel, null, edit));
  }

  /** A listing that is told again, and what it is believed to show. */
  private record Row(long id, @Nullable Long shown) {}

  /**
   * @param listings null: all of the channel
   */
  private static long pushAgain(
      JdbcClient jdbc, SellerId seller, long channel, Long @Nullable [] listings, Edit edit) {
    List<Row> rows =
        jdbc.sql(
                """
                select listing_id, shown
                from listing
                where seller_id = :seller and channel_id = :channel and desired is not null and attempt_id is null
                  and remote_state <> 'ended' and (cast(:listings as bigint[]) is null or listing_id = any(:listings))
                order by listing_id
                for no key update
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .param("listings", listings, Types.ARRAY)
            .query(
                (row, number) ->
                    new Row(row.getLong("listing_id"), row.getObject("shown", Long.class)))
            .list();
    Changes changes = new Changes(edit.actor());
    for (Row row : rows) {
      changes.add(row.id(), row.shown(), null, ChangeType.MANUAL, null, "to be told again");
    }
    changes.write(jdbc, seller, edit.at());
    return jdbc.sql(
            """
            update listing
            set shown = null, shown_changed_at = :at, refused = null, refused_detail = null, refused_at = null,
              failures = 0, retry_at = null, updated_at = :at
            where seller_id = :seller and listing_id = any(:listings)
            """)
        .param("at", SqlTimes.toSql(edit.at()))
        .param("seller", seller.value())
        .param("listings", rows.stream().map(Row::id).toArray(Long[]::new))
        .update();
  }
}
