package dev.onhand.store.batch;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.VerificationRecord;
import dev.onhand.engine.batch.VerificationRecords;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records of batches and histories of listings, read as one list: they share their numbers. */
public final class JdbcVerificationRecords implements VerificationRecords {

  /**
   * Each half is read in its own order and only so far as the page goes. What a batch's record
   * links is left out of the histories.
   */
  private static final String RECORDS =
      """
      with page as (
        (select v.entry, v.change_type, v.listing_id, v.listing_entry, v.product_id, v.location_id, v.pending_orders,
          v.quantity_from, v.quantity_to, v.actor, null as order_id, v.notes, v.batch_id, v.movement_id, v.at
        from verification_record v
        where v.seller_id = :seller
          and v.entry > :above and v.entry < :below
          and (cast(:type as text) is null or v.change_type = :type)
          and (cast(:admin as text) is null or v.actor = :admin)
          and (cast(:from as timestamptz) is null or v.at >= :from)
          and (cast(:to as timestamptz) is null or v.at < :to)
          and (cast(:batch as bigint) is null or v.batch_id = :batch)
          and (cast(:product as bigint) is null or v.product_id = :product)
          and (cast(:channel as text) is null or exists (
            select from listing l
            join channel c on c.seller_id = :seller and c.channel_id = l.channel_id and c.code = :channel
            where l.seller_id = :seller and l.listing_id = v.listing_id))
      """;

  private static final String AND_HISTORIES =
      """
        limit :rows)
        union all
        (select h.entry, h.change_type, h.listing_id, h.entry, l.product_id, null, h.pending_orders, h.quantity_before,
          h.quantity_after, h.actor, h.order_id, h.notes, null, h.movement_id, h.at
        from listing_history h
        join listing l on l.seller_id = :seller and l.listing_id = h.listing_id
        where h.seller_id = :seller and cast(:batch as bigint) is null
          and h.entry > :above and h.entry < :below
          and (cast(:type as text) is null or h.change_type = :type)
          and (cast(:admin as text) is null or h.actor = :admin)
          and (cast(:from as timestamptz) is null or h.at >= :from)
          and (cast(:to as timestamptz) is null or h.at < :to)
          and (cast(:channel as text) is null or exists (
            select from channel c where c.seller_id = :seller and c.channel_id = l.channel_id and c.code = :channel))
          and not exists (
            select from verification_record v where v.seller_id = :seller and v.listing_entry = h.entry)
      """;

  /** Of each of its listings what may be on the page: however rare it is, no other is looked at. */
  private static final String AND_HISTORIES_OF_PRODUCT =
      """
        limit :rows)
        union all
        (select h.entry, h.change_type, h.listing_id, h.entry, l.product_id, null, h.pending_orders, h.quantity_before,
          h.quantity_after, h.actor, h.order_id, h.notes, null, h.movement_id, h.at
        from listing l
        cross join lateral (
          select *
          from listing_history o
          where o.seller_id = :seller and o.listing_id = l.listing_id and cast(:batch as bigint) is null
            and o.entry > :above and o.entry < :below
            and (cast(:type as text) is null or o.change_type = :type)
            and (cast(:admin as text) is null or o.actor = :admin)
            and (cast(:from as timestamptz) is null or o.at >= :from)
            and (cast(:to as timestamptz) is null or o.at < :to)
            and not exists (
              select from verification_record v where v.seller_id = :seller and v.listing_entry = o.entry)
      """;

  private static final String END_OF_PRODUCT =
      """
          limit :rows) as h
        where l.seller_id = :seller and l.product_id = :product
          and (cast(:channel as text) is null or exists (
            select from channel c where c.seller_id = :seller and c.channel_id = l.channel_id and c.code = :channel))
      """;

  private static final String NAMED =
      """
        limit :rows))
      select r.entry, r.change_type, r.listing_id, r.listing_entry, c.code as channel, l.external_id, r.product_id, p.sku,
        at.code as location, r.pending_orders, r.quantity_from, r.quantity_to, r.actor, r.order_id, r.notes, r.batch_id,
        r.movement_id, r.at
      from page r
      left join listing l on l.seller_id = :seller and l.listing_id = r.listing_id
      left join channel c on c.seller_id = :seller and c.channel_id = l.channel_id
      left join product p on p.seller_id = :seller and p.product_id = r.product_id
      left join location at on at.seller_id = :seller and at.location_id = r.location_id
      """;

  private static final String NEWEST_FIRST =
      RECORDS
          + " order by v.entry desc"
          + AND_HISTORIES
          + " order by h.entry desc"
          + NAMED
          + " order by r.entry desc limit :rows";

  private static final String OLDEST_FIRST =
      RECORDS
          + " order by v.entry"
          + AND_HISTORIES
          + " order by h.entry"
          + NAMED
          + " order by r.entry limit :rows";

  private static final String NEWEST_OF_PRODUCT =
      RECORDS
          + " order by v.entry desc"
          + AND_HISTORIES_OF_PRODUCT
          + " order by o.entry desc"
          + END_OF_PRODUCT
          + " order by h.entry desc"
          + NAMED
          + " order by r.entry desc limit :rows";

  private static final String OLDEST_OF_PRODUCT =
      RECORDS
          + " order by v.entry"
          + AND_HISTORIES_OF_PRODUCT
          + " order by o.entry"
          + END_OF_PRODUCT
          + " order by h.entry"
          + NAMED
          + " order by r.entry limit :rows";

  private final SellerTransactions transactions;

  public JdbcVerificationRecords(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Slice<VerificationRecord> list(SellerId seller, Filter filter, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          IndexPlans.ofEachQuestion(jdbc);
          Long product = Names.productOf(jdbc, seller, filter.product());
          RecordSpans.Span span =
              new RecordSpans(jdbc, seller)
                  .of(
                      page.before() == null ? 0 : page.before(),
                      page.after() == null ? Long.MAX_VALUE : page.after(),
                      filter.from(),
                      filter.to());
          List<VerificationRecord> read =
              statement(jdbc, page, product)
                  .param("seller", seller.value())
                  .param("above", span.above())
                  .param("below", span.below())
                  .param("type", filter.type(), Types.VARCHAR)
                  .param("batch", filter.batch(), Types.BIGINT)
                  .param("product", product, Types.BIGINT)
                  .param("channel", filter.channel(), Types.VARCHAR)
                  .param("admin", filter.admin(), Types.VARCHAR)
                  .param("from", SqlTimes.toSqlOrNull(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
                  .param("to", SqlTimes.toSqlOrNull(filter.to()), Types.TIMESTAMP_WITH_TIMEZONE)
                  .param("rows", page.rowsToRead())
                  .query((row, number) -> record(row))
                  .list();
          return Slice.of(page, read);
        });
  }

  private static JdbcClient.StatementSpec statement(
      JdbcClient jdbc, PageRequest page, @Nullable Long product) {
    if (product == null) {
      return page.backwards() ? jdbc.sql(OLDEST_FIRST) : jdbc.sql(NEWEST_FIRST);
    }
    return page.backwards() ? jdbc.sql(OLDEST_OF_PRODUCT) : jdbc.sql(NEWEST_OF_PRODUCT);
  }

  private static VerificationRecord record(ResultSet row) throws SQLException {
    Long product = row.getObject("product_id", Long.class);
    Long movement = row.getObject("movement_id", Long.class);
    String sku = row.getString("sku");
    return new VerificationRecord(
        row.getLong("entry"),
        row.getString("change_type"),
        where(row),
        product == null ? null : new ProductId(product),
        sku == null ? null : new Sku(sku),
        row.getString("location"),
        row.getObject("pending_orders", Long.class),
        row.getObject("quantity_from", Long.class),
        row.getObject("quantity_to", Long.class),
        row.getString("actor"),
        row.getString("order_id"),
        row.getString("notes"),
        row.getObject("batch_id", Long.class),
        movement == null ? null : new MovementId(movement),
        SqlTimes.get(row, "at"));
  }

  private static VerificationRecord.@Nullable Where where(ResultSet row) throws SQLException {
    Long listing = row.getObject("listing_id", Long.class);
    return listing == null
        ? null
        : new VerificationRecord.Where(
            row.getString("channel"),
            listing,
            row.getString("external_id"),
            row.getObject("listing_entry", Long.class));
  }
}
