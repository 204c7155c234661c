package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.paging.PageRequest;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which orders are on a page, newest first. Each way of looking has statements of its own, so that
 * each is planned for the index it needs: few orders wait, and the others are not looked at.
 */
final class OrderPages {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final OrderFilter filter;
  private final PageRequest page;

  OrderPages(JdbcClient jdbc, SellerId seller, OrderFilter filter, PageRequest page) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.filter = filter;
    this.page = page;
  }

  List<Long> ids() {
    if (filter.backordered()) {
      return page.backwards() ? newerBackordered() : olderBackordered();
    }
    if (filter.parked()) {
      return page.backwards() ? newerParked() : olderParked();
    }
    return page.backwards() ? newer() : older();
  }

  private List<Long> older() {
    return ids(
        """
        select order_id from sales_order
        where seller_id = :seller
          and (cast(:cursor as bigint) is null or order_id < :cursor)
          and (cast(:status as text) is null or received_status = :status)
          and (cast(:channel as text) is null
            or channel_id = (select channel_id from channel where seller_id = :seller and code = :channel))
        order by order_id desc
        limit :rows
        """,
        page.after());
  }

  private List<Long> newer() {
    return ids(
        """
        select order_id from sales_order
        where seller_id = :seller and order_id > :cursor
          and (cast(:status as text) is null or received_status = :status)
          and (cast(:channel as text) is null
            or channel_id = (select channel_id from channel where seller_id = :seller and code = :channel))
        order by order_id
        limit :rows
        """,
        page.before());
  }

  private List<Long> olderBackordered() {
    return ids(
        """
        select order_id from sales_order
        where seller_id = :seller and units_missing > 0
          and (cast(:cursor as bigint) is null or order_id < :cursor)
          and (cast(:parked as boolean) is not true or lines_parked > 0)
          and (cast(:status as text) is null or received_status = :status)
          and (cast(:channel as text) is null
            or channel_id = (select channel_id from channel where seller_id = :seller and code = :channel))
        order by order_id desc
        limit :rows
        """,
        page.after());
  }

  private List<Long> newerBackordered() {
    return ids(
        """
        select order_id from sales_order
        where seller_id = :seller and units_missing > 0 and order_id > :cursor
          and (cast(:parked as boolean) is not true or lines_parked > 0)
          and (cast(:status as text) is null or received_status = :status)
          and (cast(:channel as text) is null
            or channel_id = (select channel_id from channel where seller_id = :seller and code = :channel))
        order by order_id
        limit :rows
        """,
        page.before());
  }

  private List<Long> olderParked() {
    return ids(
        """
        select order_id from sales_order
        where seller_id = :seller and lines_parked > 0
          and (cast(:cursor as bigint) is null or order_id < :cursor)
          and (cast(:status as text) is null or received_status = :status)
          and (cast(:channel as text) is null
            or channel_id = (select channel_id from channel where seller_id = :seller and code = :channel))
        order by order_id desc
        limit :rows
        """,
        page.after());
  }

  private List<Long> newerParked() {
    return ids(
        """
        select order_id from sales_order
        where seller_id = :seller and lines_parked > 0 and order_id > :cursor
          and (cast(:status as text) is null or received_status = :status)
          and (cast(:channel as text) is null
            or channel_id = (select channel_id from channel where seller_id = :seller and code = :channel))
        order by order_id
        limit :rows
        """,
        page.before());
  }

  private List<Long> ids(String sql, @Nullable Long cursor) {
    return jdbc.sql(sql)
        .param("seller", seller.value())
        .param("cursor", cursor, Types.BIGINT)
        .param("parked", filter.parked())
        .param("status", filter.status(), Types.VARCHAR)
        .param("channel", filter.channel(), Types.VARCHAR)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("order_id"))
        .list();
  }
}
