package dev.onhand.store.purchase;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.purchase.PurchaseFilter;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which purchase orders are on a page. */
final class PurchasePages {

  private static final String OLDER =
      """
      select o.purchase_order_id from purchase_order o
      where o.seller_id = :seller
        and (cast(:cursor as bigint) is null or o.purchase_order_id < :cursor)
        and (cast(:status as text) is null or o.status = :status)
        and (cast(:kind as text) is null or o.kind = :kind)
        and (cast(:overdue as timestamptz) is null or (o.status = 'open' and o.expected_at < :overdue))
        and (cast(:location as bigint) is null or o.location_id = :location)
        and (not :differing or o.lines_differing > 0)
        and (cast(:product as bigint) is null or exists (
          select from purchase_order_line l
          where l.seller_id = :seller and l.product_id = :product and l.purchase_order_id = o.purchase_order_id))
      order by o.purchase_order_id desc
      limit :rows
      """;

  private static final String NEWER =
      """
      select o.purchase_order_id from purchase_order o
      where o.seller_id = :seller
        and o.purchase_order_id > :cursor
        and (cast(:status as text) is null or o.status = :status)
        and (cast(:kind as text) is null or o.kind = :kind)
        and (cast(:overdue as timestamptz) is null or (o.status = 'open' and o.expected_at < :overdue))
        and (cast(:location as bigint) is null or o.location_id = :location)
        and (not :differing or o.lines_differing > 0)
        and (cast(:product as bigint) is null or exists (
          select from purchase_order_line l
          where l.seller_id = :seller and l.product_id = :product and l.purchase_order_id = o.purchase_order_id))
      order by o.purchase_order_id
      limit :rows
      """;

  private PurchasePages() {}

  /** Ids in the order they are read: newest first, backwards if the page is. */
  static List<Long> ids(JdbcClient jdbc, SellerId seller, PurchaseFilter filter, PageRequest page) {
    Long product = Names.productOf(jdbc, seller, filter.product());
    return (page.backwards() ? jdbc.sql(NEWER) : jdbc.sql(OLDER))
        .param("seller", seller.value())
        .param("cursor", page.backwards() ? page.before() : page.after(), Types.BIGINT)
        .param("status", filter.status() == null ? null : filter.status().code(), Types.VARCHAR)
        .param("kind", filter.kind() == null ? null : filter.kind().code(), Types.VARCHAR)
        .param("overdue", SqlTimes.toSqlOrNull(filter.overdueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("differing", filter.differing())
        .param("product", product, Types.BIGINT)
        .param("location", Names.locationOf(jdbc, seller, filter.location()), Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("purchase_order_id"))
        .list();
  }
}
