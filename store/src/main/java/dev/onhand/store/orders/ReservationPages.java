package dev.onhand.store.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.orders.ReservationFilter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which reservations are on a page, newest first. Each way of looking has a statement of its own
 * that begins with what there is least of: an order's, those that end soon, a product's, else all.
 */
final class ReservationPages {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final ReservationFilter filter;
  private final PageRequest page;
  private final Held held;

  /**
   * @param held the statuses under which units are held until a time
   */
  ReservationPages(
      JdbcClient jdbc, SellerId seller, ReservationFilter filter, PageRequest page, Held held) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.filter = filter;
    this.page = page;
    this.held = held;
  }

  List<Long> ids() {
    if (filter.order() != null) {
      return ids(OF_ORDER);
    }
    if (filter.endsBy() != null) {
      return ids(ENDING);
    }
    if (filter.product() != null) {
      return ids(OF_PRODUCT);
    }
    return page.backwards() ? ids(NEWER) : ids(OLDER);
  }

  private static final String OF_ORDER =
      """
      select d.reservation_id
      from channel c
      join sales_order o on o.seller_id = :seller and o.channel_id = c.channel_id and o.external_id = :order
      join order_doing d on d.seller_id = :seller and d.order_id = o.order_id and d.reserved > 0
      where c.seller_id = :seller
        and (cast(:channel as text) is null or c.code = :channel)
        and (cast(:after as bigint) is null or d.reservation_id < :after)
        and (cast(:before as bigint) is null or d.reservation_id > :before)
        and (cast(:product as bigint) is null or d.product_id = :product)
        and (cast(:location as bigint) is null or d.location_id = :location)
        and (cast(:since as timestamptz) is null or d.reserved_since < :since)
        and (cast(:ends_by as timestamptz) is null
          or o.hold_until <= :ends_by and (o.channel_id, lower(o.applied_status)) in (
            select channel_id, status from unnest(:channels, :statuses) as held (channel_id, status)))
      order by d.reservation_id * :direction
      limit :rows
      """;

  private static final String ENDING =
      """
      select d.reservation_id
      from sales_order o
      join order_doing d on d.seller_id = :seller and d.order_id = o.order_id and d.reserved > 0
      where o.seller_id = :seller and o.hold_until <= :ends_by and (o.units_reserved > 0 or o.units_missing > 0)
        and (o.channel_id, lower(o.applied_status)) in (
          select channel_id, status from unnest(:channels, :statuses) as held (channel_id, status))
        and (cast(:channel as text) is null
          or o.channel_id = (select channel_id from channel where seller_id = :seller and code = :channel))
        and (cast(:after as bigint) is null or d.reservation_id < :after)
        and (cast(:before as bigint) is null or d.reservation_id > :before)
        and (cast(:product as bigint) is null or d.product_id = :product)
        and (cast(:location as bigint) is null or d.location_id = :location)
        and (cast(:since as timestamptz) is null or d.reserved_since < :since)
      order by d.reservation_id * :direction
      limit :rows
      """;

  private static final String OF_PRODUCT =
      """
      select d.reservation_id
      from order_doing d
      where d.seller_id = :seller and d.product_id = :product and d.reserved > 0
        and (cast(:location as bigint) is null or d.location_id = :location)
        and (cast(:since as timestamptz) is null or d.reserved_since < :since)
        and (cast(:after as bigint) is null or d.reservation_id < :after)
        and (cast(:before as bigint) is null or d.reservation_id > :before)
        and (cast(:channel as text) is null or exists (
          select 1 from sales_order o
          join channel c on c.seller_id = :seller and c.channel_id = o.channel_id and c.code = :channel
          where o.seller_id = :seller and o.order_id = d.order_id))
      order by d.reservation_id * :direction
      limit :rows
      """;

  private static final String OLDER =
      """
      select d.reservation_id
      from order_doing d
      where d.seller_id = :seller and d.reserved > 0
        and (cast(:after as bigint) is null or d.reservation_id < :after)
        and (cast(:location as bigint) is null or d.location_id = :location)
        and (cast(:since as timestamptz) is null or d.reserved_since < :since)
        and (cast(:channel as text) is null or exists (
          select 1 from sales_order o
          join channel c on c.seller_id = :seller and c.channel_id = o.channel_id and c.code = :channel
          where o.seller_id = :seller and o.order_id = d.order_id))
      order by d.reservation_id desc
      limit :rows
      """;

  private static final String NEWER =
      """
      select d.reservation_id
      from order_doing d
      where d.seller_id = :seller and d.reserved > 0 and d.reservation_id > :before
        and (cast(:location as bigint) is null or d.location_id = :location)
        and (cast(:since as timestamptz) is null or d.reserved_since < :since)
        and (cast(:channel as text) is null or exists (
          select 1 from sales_order o
          join channel c on c.seller_id = :seller and c.channel_id = o.channel_id and c.code = :channel
          where o.seller_id = :seller and o.order_id = d.order_id))
      order by d.reservation_id
      limit :rows
      """;

  private List<Long> ids(String sql) {
    return jdbc.sql(sql)
        .param("seller", seller.value())
        .param("order", filter.order(), Types.VARCHAR)
        .param("channel", filter.channel(), Types.VARCHAR)
        .param("product", product(filter.product()), Types.BIGINT)
        .param("location", location(filter.location()), Types.BIGINT)
        .param("since", SqlTimes.toSqlOrNull(filter.before()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("ends_by", SqlTimes.toSqlOrNull(filter.endsBy()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("channels", held.channels())
        .param("statuses", held.statuses())
        .param("after", page.after(), Types.BIGINT)
        .param("before", page.before(), Types.BIGINT)
        .param("direction", page.backwards() ? 1 : -1)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("reservation_id"))
        .list();
  }

  /** What there is not is matched by nothing. */
  private static final long NOTHING = -1;

  private @Nullable Long product(@Nullable ProductRef ref) {
    return ref == null
        ? null
        : Names.findProduct(jdbc, seller, ref).map(ProductId::value).orElse(NOTHING);
  }

  private @Nullable Long location(@Nullable LocationRef ref) {
    return ref == null
        ? null
        : Names.findLocation(jdbc, seller, ref).map(LocationId::value).orElse(NOTHING);
  }
}
