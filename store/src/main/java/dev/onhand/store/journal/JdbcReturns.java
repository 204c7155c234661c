package dev.onhand.store.journal;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.orders.ReturnFilter;
import dev.onhand.engine.orders.ReturnRows;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.journal.JournalSearch.Range;
import dev.onhand.store.orders.OrderKeys;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Returned units in PostgreSQL. Each way of looking has a statement of its own that begins with
 * what there is least of: an order's, a product's, else all that came back.
 */
public final class JdbcReturns implements ReturnRows {

  private static final int TIME = Types.TIMESTAMP_WITH_TIMEZONE;

  private static final String OF_ORDER =
      """
      select m.movement_id
      from (
        select code from channel where seller_id = :seller and cast(:channel as text) is null
        union all
        select cast(:channel as text) where cast(:channel as text) is not null
      ) as named (code)
      cross join lateral (
        select * from movement
        where seller_id = :seller and cause_reference = named.code || '/' || :order and cause_kind = 'order'
        offset 0
      ) as m
      where m.reason = 'sale_return' and m.movement_id > :above and m.movement_id < :below
        and (cast(:product as bigint) is null or m.product_id = :product)
      """;

  private static final String OF_PRODUCT =
      """
      select m.movement_id
      from movement m
      where m.seller_id = :seller and m.product_id = :product and m.reason = 'sale_return'
        and m.movement_id > :above and m.movement_id < :below
      """;

  private static final String OF_ANY =
      """
      select m.movement_id
      from movement m
      where m.seller_id = :seller and m.reason = 'sale_return'
        and m.movement_id > :above and m.movement_id < :below
      """;

  private static final String AND_THE_REST =
      """
        and m.key !~ :put_back
        and (cast(:location as bigint) is null or m.to_location_id = :location)
        and (cast(:disposition as text) is null or m.to_place = :disposition)
        and (cast(:channel as text) is null
          or m.cause_kind = 'order' and starts_with(m.cause_reference, :channel || '/'))
        and (cast(:recorded_from as timestamptz) is null or m.recorded_at >= :recorded_from)
        and (cast(:recorded_to as timestamptz) is null or m.recorded_at < :recorded_to)
      """;

  private static final String NEWEST_FIRST =
      """
      order by m.movement_id desc
      limit :rows
      """;

  private static final String OLDEST_FIRST =
      """
      order by m.movement_id
      limit :rows
      """;

  private final SellerTransactions transactions;

  public JdbcReturns(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<JournalEntry> find(SellerId seller, MovementId id) {
    Range alone = new Range(id.value() - 1, id.value() + 1);
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          List<Long> ids = ids(jdbc, seller, ReturnFilter.ALL, alone, PageRequest.first(1));
          return JournalReads.load(jdbc, seller, ids).stream().findFirst();
        });
  }

  @Override
  public Slice<JournalEntry> list(SellerId seller, ReturnFilter filter, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.only(jdbc);
          Range range =
              new JournalWindows(jdbc, seller, null).within(Range.of(page), filter.recorded());
          Slice<Long> ids = Slice.of(page, ids(jdbc, seller, filter, range, page));
          return new Slice<>(JournalReads.load(jdbc, seller, ids.rows()), ids.hasMore());
        });
  }

  private static List<Long> ids(
      JdbcClient jdbc, SellerId seller, ReturnFilter filter, Range range, PageRequest page) {
    return statement(jdbc, filter, page.backwards())
        .param("seller", seller.value())
        .param("above", range.above())
        .param("below", range.below())
        .param("put_back", OrderKeys.PUT_BACK)
        .param("product", Names.productOf(jdbc, seller, filter.product()), Types.BIGINT)
        .param("location", Names.locationOf(jdbc, seller, filter.location()), Types.BIGINT)
        .param(
            "disposition",
            filter.disposition() == null ? null : filter.disposition().code(),
            Types.VARCHAR)
        .param("channel", filter.channel(), Types.VARCHAR)
        .param("order", filter.order(), Types.VARCHAR)
        .param("recorded_from", SqlTimes.toSqlOrNull(filter.recorded().from()), TIME)
        .param("recorded_to", SqlTimes.toSqlOrNull(filter.recorded().to()), TIME)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("movement_id"))
        .list();
  }

  private static JdbcClient.StatementSpec statement(
      JdbcClient jdbc, ReturnFilter filter, boolean backwards) {
    if (filter.order() != null) {
      return backwards
          ? jdbc.sql(OF_ORDER + AND_THE_REST + OLDEST_FIRST)
          : jdbc.sql(OF_ORDER + AND_THE_REST + NEWEST_FIRST);
    }
    if (filter.product() != null) {
      return backwards
          ? jdbc.sql(OF_PRODUCT + AND_THE_REST + OLDEST_FIRST)
          : jdbc.sql(OF_PRODUCT + AND_THE_REST + NEWEST_FIRST);
    }
    return backwards
        ? jdbc.sql(OF_ANY + AND_THE_REST + OLDEST_FIRST)
        : jdbc.sql(OF_ANY + AND_THE_REST + NEWEST_FIRST);
  }
}
