package dev.onhand.store.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.JournalEntry;
import dev.onhand.engine.verification.LevelAudit;
import dev.onhand.engine.verification.ProductFacts;
import dev.onhand.engine.verification.ProductReplay;
import dev.onhand.engine.verification.ProductSpan;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Levels, checkpoints and movements on PostgreSQL. */
public final class JdbcLevelAudit implements LevelAudit {

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcLevelAudit(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The first and the last span are open, so that rows of products that do not exist are seen. */
  @Override
  public List<ProductSpan> spans(SellerId seller, int products) {
    List<Long> ends =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select product_id
                        from (
                          select product_id, row_number() over (order by product_id) as number
                          from product
                          where seller_id = :seller) as numbered
                        where number % :products = 0
                        order by product_id
                        """)
                    .param("seller", seller.value())
                    .param("products", products)
                    .query((row, number) -> row.getLong("product_id"))
                    .list());
    List<ProductSpan> spans = new ArrayList<>();
    long after = Long.MIN_VALUE;
    for (long end : ends) {
      spans.add(new ProductSpan(after, end));
      after = end;
    }
    spans.add(new ProductSpan(after, Long.MAX_VALUE));
    return spans;
  }

  @Override
  public Differing differing(SellerId seller, ProductSpan span) {
    return transactions.snapshot(seller, jdbc -> new QuickLook(jdbc, seller, span).differing());
  }

  @Override
  public void examine(SellerId seller, ProductSpan span, Consumer<ProductFacts> visitor) {
    transactions.snapshot(
        seller,
        jdbc -> {
          StoredRows stored = StoredRows.read(jdbc, seller, span);
          ByProduct byProduct = new ByProduct(stored, visitor);
          JournalEntries.ofSpan(jdbc, seller, span, Long.MAX_VALUE, byProduct::add);
          byProduct.finish();
          return null;
        });
  }

  /** Hands on the facts of each product once all its movements are read. */
  private static final class ByProduct {
    private final StoredRows stored;
    private final Consumer<ProductFacts> visitor;
    private final Iterator<ProductId> storedProducts;
    private @Nullable ProductId nextStored;
    private @Nullable ProductReplay replay;

    ByProduct(StoredRows stored, Consumer<ProductFacts> visitor) {
      this.stored = stored;
      this.visitor = visitor;
      this.storedProducts = stored.products().iterator();
      this.nextStored = storedProducts.hasNext() ? storedProducts.next() : null;
    }

    void add(JournalEntry entry) {
      ProductReplay current = replay;
      if (current == null || !current.product().equals(entry.product())) {
        emit();
        emitStoredBefore(entry.product());
        current = stored.replay(entry.product());
        replay = current;
      }
      current.add(entry);
    }

    void finish() {
      emit();
      emitStoredBefore(null);
    }

    private void emit() {
      if (replay != null) {
        visitor.accept(stored.facts(replay));
        replay = null;
      }
    }

    /** Products of which something is stored, and which have no movements. */
    private void emitStoredBefore(@Nullable ProductId product) {
      ProductId next = nextStored;
      while (next != null && (product == null || next.compareTo(product) < 0)) {
        visitor.accept(stored.facts(stored.replay(next)));
        next = storedProducts.hasNext() ? storedProducts.next() : null;
      }
      if (next != null && next.equals(product)) {
        next = storedProducts.hasNext() ? storedProducts.next() : null;
      }
      nextStored = next;
    }
  }

  @Override
  public void repair(
      SellerId seller,
      List<ProductId> products,
      Author author,
      Function<ProductFacts, Repair> decision) {
    if (products.size() > PRODUCTS_MAX) {
      throw new IllegalArgumentException(
          "at most " + PRODUCTS_MAX + " products are repaired at once, not " + products.size());
    }
    Instant now = clock.instant();
    transactions.run(
        seller, jdbc -> new LevelRepair(jdbc, seller, products, author, now).run(decision));
  }

  @Override
  public List<ProductId> productsWithMovements(SellerId seller, @Nullable Instant since) {
    return transactions.call(
        seller,
        jdbc ->
            since == null
                ? productsWithMovements(jdbc, seller)
                : productsWithMovementsSince(jdbc, seller, since));
  }

  /**
   * A level is made with its first movement, and a damaged one that has none is looked at as well.
   */
  private static List<ProductId> productsWithMovements(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select product_id from stock_level where seller_id = :seller
            union
            select product_id from movement where seller_id = :seller
            order by product_id
            """)
        .param("seller", seller.value())
        .query((row, number) -> StoredRows.product(row))
        .list();
  }

  private static List<ProductId> productsWithMovementsSince(
      JdbcClient jdbc, SellerId seller, Instant since) {
    return jdbc.sql(
            """
            select distinct product_id
            from movement
            where seller_id = :seller and (occurred_at >= :since or recorded_at >= :since)
            order by product_id
            """)
        .param("seller", seller.value())
        .param("since", SqlTimes.toSql(since))
        .query((row, number) -> StoredRows.product(row))
        .list();
  }

  @Override
  public Map<ProductId, ProductName> productNames(SellerId seller, Collection<ProductId> products) {
    Map<ProductId, ProductName> names = new HashMap<>();
    if (!products.isEmpty()) {
      transactions.run(
          seller,
          jdbc ->
              jdbc.sql(
                      """
                      select product_id, sku, name
                      from product
                      where seller_id = :seller and product_id = any (:products)
                      """)
                  .param("seller", seller.value())
                  .param("products", products.stream().mapToLong(ProductId::value).toArray())
                  .query(
                      row -> {
                        names.put(
                            StoredRows.product(row),
                            new ProductName(row.getString("sku"), row.getString("name")));
                      }));
    }
    return names;
  }

  @Override
  public Map<LocationId, String> locationCodes(SellerId seller, Collection<LocationId> locations) {
    Map<LocationId, String> codes = new HashMap<>();
    if (!locations.isEmpty()) {
      transactions.run(
          seller,
          jdbc ->
              jdbc.sql(
                      """
                      select location_id, code
                      from location
                      where seller_id = :seller and location_id = any (:locations)
                      """)
                  .param("seller", seller.value())
                  .param("locations", locations.stream().mapToLong(LocationId::value).toArray())
                  .query(
                      row -> {
                        codes.put(
                            new LocationId(row.getLong("location_id")), row.getString("code"));
                      }));
    }
    return codes;
  }
}
