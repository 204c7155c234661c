package dev.onhand.store.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.verification.JournalEntry;
import dev.onhand.engine.verification.ProductSpan;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Streams movements, product by product, each product's in the order of ids. */
final class JournalEntries {

  /** Rows that are in memory at a time. */
  private static final int FETCH = 5_000;

  private static final Map<String, State> STATES =
      Arrays.stream(State.values()).collect(Collectors.toMap(State::code, Function.identity()));

  private JournalEntries() {}

  /** The movements of a span of products up to an id. */
  static void ofSpan(
      JdbcClient jdbc,
      SellerId seller,
      ProductSpan span,
      long lastId,
      Consumer<JournalEntry> visitor) {
    jdbc.sql(
            """
            select product_id, movement_id, quantity,
              from_location_id, from_place, from_after, from_on_hand_after,
              to_location_id, to_place, to_after, to_on_hand_after, occurred_at, recorded_at
            from movement
            where seller_id = :seller and product_id > :after and product_id <= :last
              and movement_id <= :last_id
            order by product_id, movement_id
            """)
        .withFetchSize(FETCH)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .param("last_id", lastId)
        .query((ResultSet row) -> visitor.accept(entry(row)));
  }

  /** The movements of some products after an id: the few that are not sealed. */
  static void after(
      JdbcClient jdbc,
      SellerId seller,
      List<ProductId> products,
      long afterId,
      Consumer<JournalEntry> visitor) {
    jdbc.sql(
            """
            select product_id, movement_id, quantity,
              from_location_id, from_place, from_after, from_on_hand_after,
              to_location_id, to_place, to_after, to_on_hand_after, occurred_at, recorded_at
            from movement
            where seller_id = :seller and movement_id > :after_id and movement_id <= :last_id
              and product_id = any (:products)
            order by product_id, movement_id
            """)
        .withFetchSize(FETCH)
        .param("seller", seller.value())
        .param("after_id", afterId)
        .param("last_id", Long.MAX_VALUE) // a range: the planner takes it for a short one
        .param("products", products.stream().mapToLong(ProductId::value).toArray())
        .query((ResultSet row) -> visitor.accept(entry(row)));
  }

  /** By number and not by name: a million of these rows are read in a few seconds. */
  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        new MovementId(row.getLong(2)),
        new ProductId(row.getLong(1)),
        row.getLong(3),
        end(row, 4),
        end(row, 8),
        SqlTimes.get(row, "occurred_at"),
        SqlTimes.get(row, "recorded_at"));
  }

  private static JournalEntry.@Nullable End end(ResultSet row, int first) throws SQLException {
    long location = row.getLong(first);
    if (row.wasNull()) {
      return null;
    }
    return new JournalEntry.End(
        new LocationId(location),
        STATES.get(row.getString(first + 1)),
        row.getLong(first + 2),
        row.getLong(first + 3));
  }
}
