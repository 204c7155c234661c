package dev.onhand.store.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Waiting;
import dev.onhand.engine.ledger.Planning.LevelRef;
import dev.onhand.engine.orders.BackorderQueue;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.Columns;
import dev.onhand.store.ledger.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who waits for products, read with the levels of these locked: nobody can join in between. */
final class QueueReads {

  private final SellerId seller;
  private final BackorderQueue queue;

  QueueReads(SellerId seller, BackorderQueue queue) {
    this.seller = seller;
    this.queue = queue;
  }

  /** Of what no units are free nothing need be known. */
  void readFree(Pipeline pipeline, Collection<LevelRef> levels, Books books) {
    Set<ProductId> free = new TreeSet<>();
    for (LevelRef level : levels) {
      books
          .findProduct(level.product())
          .ifPresent(
              product ->
                  books
                      .findLocation(level.location())
                      .filter(queue.places()::contains)
                      .filter(location -> isFree(books.level(product, location)))
                      .ifPresent(location -> free.add(product.id())));
    }
    read(pipeline, free);
  }

  private static boolean isFree(Level level) {
    return level.floor() != null && level.available() > level.floor();
  }

  void read(Pipeline pipeline, Set<ProductId> products) {
    if (products.isEmpty()) {
      return;
    }
    queue.reads(products);
    pipeline.query(
        """
        select m.product_id, m.order_id, m.line, m.priority, m.missing_since, m.missing, m.places
        from unnest(?) as wanted (product_id)
        cross join lateral (
          select c.product_id, c.order_id, c.line, c.priority, c.missing_since, c.missing, begun.places
          from order_component c
          cross join lateral (
            select coalesce(h.sourcing, s.sourcing) as sourcing
            from sales_order o
            join channel h on h.seller_id = ? and h.channel_id = o.channel_id
            join seller s on s.seller_id = ?
            where o.seller_id = ? and o.order_id = c.order_id
            limit 1) as rule
          -- what is not to be split waits for the location where it was begun
          cross join lateral (
            select array_agg(d.location_id) as places,
              coalesce(bool_or(exists (
                select 1 from stock_level l
                where l.seller_id = ? and l.product_id = c.product_id and l.location_id = d.location_id
                  and l.available > l.floor)), true) as is_free
            from order_doing d
            where d.seller_id = ? and d.order_id = c.order_id and d.line = c.line and d.product_id = c.product_id
              and d.reserved > 0 and rule.sourcing = 'first_with_stock') as begun
          where c.seller_id = ? and c.product_id = wanted.product_id and c.missing > 0 and begun.is_free
          order by c.priority desc, c.missing_since, c.order_id, c.line
          limit ?) as m
        order by m.product_id, m.priority desc, m.missing_since, m.order_id, m.line
        """,
        (statement, first) -> {
          Columns columns = new Columns(statement, first).longs(products, ProductId::value);
          for (int i = 0; i < 6; i++) {
            columns.value(seller.value());
          }
          return columns.value(BackorderQueue.LENGTH_MAX).count();
        },
        row -> {
          while (row.next()) {
            queue.add(new ProductId(row.getLong("product_id")), waiting(row));
          }
        });
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    java.sql.Array places = row.getArray("places");
    Set<LocationId> only =
        places == null
            ? Set.of()
            : Arrays.stream((Long[]) places.getArray())
                .map(LocationId::new)
                .collect(Collectors.toSet());
    return new Waiting(
        row.getLong("order_id"),
        row.getString("line"),
        row.getInt("priority"),
        SqlTimes.get(row, "missing_since"),
        row.getLong("missing"),
        only);
  }
}
