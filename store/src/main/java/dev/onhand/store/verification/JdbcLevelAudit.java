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

  /**
   * Levels, less their checkpoints, less what moved since: what is not zero then is wrong
   * somewhere.
   */
  private static final String DIFFERING =
      """
      select product_id
      from (
        select product_id, location_id, available, reserved, damaged, quality_control, set_aside, in_transit
        from stock_level
        where seller_id = :seller and product_id > :after and product_id <= :last
        union all
        select product_id, location_id, -available, -reserved, -damaged, -quality_control, -set_aside, -in_transit
        from level_checkpoint
        where seller_id = :seller and product_id > :after and product_id <= :last
        union all
        select product_id, location_id, -available, -reserved, -damaged, -quality_control, -set_aside, -in_transit
        from level_change
        where seller_id = :seller and product_id > :after and product_id <= :last and movement_id > :cut_id
      ) as entry
      group by product_id, location_id
      having sum(available) <> 0 or sum(reserved) <> 0 or sum(damaged) <> 0
        or sum(quality_control) <> 0 or sum(set_aside) <> 0 or sum(in_transit) <> 0
      union
      select product_id
      from stock_level
      where seller_id = :seller and product_id > :after and product_id <= :last
        and (floor is not null and available < floor) <> (below_floor_since is not null)
      union
      select product_id
      from level_checkpoint c
      where seller_id = :seller and product_id > :after and product_id <= :last
        and not exists (
          select 1
          from stock_level l
          where l.seller_id = :seller and l.product_id = c.product_id and l.location_id = c.location_id)
      order by product_id
      """;

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
    return transactions.snapshot(
        seller,
        jdbc -> {
          long levels =
              jdbc.sql(
                      """
                      select count(*)
                      from stock_level
                      where seller_id = :seller and product_id > :after and product_id <= :last
                      """)
                  .param("seller", seller.value())
                  .param("after", span.after())
                  .param("last", span.last())
                  .query(Long.class)
                  .single();
          long cutId =
              jdbc.sql("select cut_id from level_checkpoint_cut where seller_id = :seller")
                  .param("seller", seller.value())
                  .query(Long.class)
                  .optional()
                  .orElse(0L);
          List<ProductId> products =
              jdbc.sql(DIFFERING)
                  .param("seller", seller.value())
                  .param("after", span.after())
                  .param("last", span.last())
                  .param("cut_id", cutId)
                  .query((row, number) -> StoredRows.product(row))
                  .list();
          return new Differing(levels, products);
        });
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
