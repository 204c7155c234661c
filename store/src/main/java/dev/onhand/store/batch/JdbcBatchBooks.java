package dev.onhand.store.batch;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.BatchBooks;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.stock.JdbcStockAsOf;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the books say of a product at a location, now and as of an instant. */
public final class JdbcBatchBooks implements BatchBooks {

  private static final Present NONE = new Present(0, 0);

  private final SellerTransactions transactions;

  public JdbcBatchBooks(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Book onHand(
      SellerId seller, ProductId product, LocationId location, Instant from, Instant to) {
    return transactions.call(
        seller,
        jdbc -> {
          // Now comes first, in a statement of its own: what is committed behind it is found when
          // the movement is decided.
          Present now = present(jdbc, seller, product, location).orElse(NONE);
          long atEnd = asOf(jdbc, seller, product, location, to);
          long atStart = from.equals(to) ? atEnd : asOf(jdbc, seller, product, location, from);
          return new Book(now.onHand(), now.reserved(), atStart, atEnd);
        });
  }

  private static long asOf(
      JdbcClient jdbc, SellerId seller, ProductId product, LocationId location, Instant at) {
    return JdbcStockAsOf.levels(jdbc, seller, product, location, TimeAxis.OCCURRED, at).stream()
        .map(level -> level.units())
        .mapToLong(LevelUnits::onHand)
        .sum();
  }

  @Override
  public Optional<Present> present(SellerId seller, ProductId product, LocationId location) {
    return transactions.call(seller, jdbc -> present(jdbc, seller, product, location));
  }

  private static Optional<Present> present(
      JdbcClient jdbc, SellerId seller, ProductId product, LocationId location) {
    return jdbc.sql(
            """
            select available + reserved + damaged + quality_control + set_aside as on_hand, reserved
            from stock_level
            where seller_id = :seller and product_id = :product and location_id = :location
            """)
        .param("seller", seller.value())
        .param("product", product.value())
        .param("location", location.value())
        .query((row, number) -> new Present(row.getLong("on_hand"), row.getLong("reserved")))
        .optional();
  }
}
