package dev.onhand.store.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.LevelAudit.Repair;
import dev.onhand.engine.verification.ProductFacts;
import dev.onhand.engine.verification.ProductFacts.StoredLevel;
import dev.onhand.engine.verification.ProductReplay;
import dev.onhand.engine.verification.ProductSpan;
import dev.onhand.store.seal.SealLock;
import dev.onhand.store.seal.Segments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what some products must be with their levels locked, and writes what a decision says, in
 * one transaction.
 *
 * <p>A movement is committed together with its levels, by who holds their locks. So whoever holds
 * them, and reads the journal after he got them, sees all there is of these levels. What is sealed
 * does not change any more and is read before, so that the locks are held for a moment only. For a
 * level that does not exist there is no lock: it is inserted, and if someone else was faster, all
 * is read again.
 */
final class LevelRepair {

  private static final int TRIES_MAX = 4;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final List<ProductId> products;
  private final Author author;
  private final Instant now;

  LevelRepair(
      JdbcClient jdbc, SellerId seller, List<ProductId> products, Author author, Instant now) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.products = products.stream().sorted().toList();
    this.author = author;
    this.now = now;
  }

  void run(Function<ProductFacts, Repair> decision) {
    SealLock.take(jdbc, seller);
    for (int tried = 1; tried <= TRIES_MAX; tried++) {
      if (tryOnce(decision)) {
        return;
      }
    }
    throw new IllegalStateException(
        "New levels of these products keep appearing; try again when there is less to do.");
  }

  private boolean tryOnce(Function<ProductFacts, Repair> decision) {
    long sealedId =
        jdbc.sql("select sealed_id from seller_head where seller_id = :seller")
            .param("seller", seller.value())
            .query(Long.class)
            .single();
    Map<ProductId, StoredRows> stored = new HashMap<>();
    Map<ProductId, ProductReplay> replays = readSealed(sealedId, stored);
    Map<ProductId, List<StoredLevel>> levels = lockLevels();
    JournalEntries.after(
        jdbc,
        seller,
        products,
        sealedId,
        entry -> {
          ProductReplay replay = replays.get(entry.product());
          if (replay != null) {
            replay.add(entry);
          }
        });
    Map<ProductId, Repair> repairs = new TreeMap<>();
    replays.forEach(
        (product, replay) -> {
          StoredRows rows = stored.get(product);
          if (rows != null) {
            repairs.put(
                product,
                decision.apply(rows.facts(replay, levels.getOrDefault(product, List.of()))));
          }
        });
    if (!writeLevels(repairs, levels)) {
      return false;
    }
    writeCheckpoints(repairs, replays);
    writeSegments(repairs, sealedId);
    List<Discrepancy> findings =
        repairs.values().stream().flatMap(repair -> repair.findings().stream()).toList();
    JdbcFindings.insert(jdbc, seller, findings, author, now);
    return true;
  }

  private Map<ProductId, ProductReplay> readSealed(
      long sealedId, Map<ProductId, StoredRows> stored) {
    Set<ProductId> wanted = Set.copyOf(products);
    Map<ProductId, ProductReplay> replays = new TreeMap<>();
    for (ProductSpan span : ProductSpan.covering(products)) {
      StoredRows rows = StoredRows.read(jdbc, seller, span);
      for (ProductId product : products) {
        if (product.value() > span.after() && product.value() <= span.last()) {
          stored.put(product, rows);
          replays.put(product, rows.replay(product));
        }
      }
      JournalEntries.ofSpan(
          jdbc,
          seller,
          span,
          sealedId,
          entry -> {
            ProductReplay replay =
                wanted.contains(entry.product()) ? replays.get(entry.product()) : null;
            if (replay != null) {
              replay.add(entry);
            }
          });
    }
    return replays;
  }

  /** In the order in which the committer locks levels. */
  private Map<ProductId, List<StoredLevel>> lockLevels() {
    Map<ProductId, List<StoredLevel>> levels = new HashMap<>();
    jdbc.sql(
            """
            select product_id, location_id, available, reserved, damaged, quality_control, set_aside,
              in_transit, floor, below_floor_since
            from stock_level
            where seller_id = :seller and product_id = any (:products)
            order by product_id, location_id
            for no key update
            """)
        .param("seller", seller.value())
        .param("products", products.stream().mapToLong(ProductId::value).toArray())
        .query(
            row -> {
              levels
                  .computeIfAbsent(StoredRows.product(row), product -> new ArrayList<>())
                  .add(StoredRows.level(row));
            });
    return levels;
  }

  /** False if a level that was not there is there now. */
  private boolean writeLevels(
      Map<ProductId, Repair> repairs, Map<ProductId, List<StoredLevel>> present) {
    LevelRows changed = new LevelRows();
    LevelRows missing = new LevelRows();
    repairs.forEach(
        (product, repair) -> {
          Set<LocationId> there =
              present.getOrDefault(product, List.of()).stream()
                  .map(StoredLevel::location)
                  .collect(java.util.stream.Collectors.toSet());
          repair
              .levels()
              .forEach(
                  (location, sum) ->
                      (there.contains(location) ? changed : missing).add(product, location, sum));
        });
    return missing.insert(jdbc, seller) && changed.update(jdbc, seller, now);
  }

  private void writeCheckpoints(
      Map<ProductId, Repair> repairs, Map<ProductId, ProductReplay> replays) {
    LevelRows rows = new LevelRows();
    List<Long> written = new ArrayList<>();
    repairs.forEach(
        (product, repair) -> {
          ProductReplay replay = replays.get(product);
          if (repair.checkpoints() && replay != null) {
            written.add(product.value());
            replay.levels().forEach((location, sum) -> rows.add(product, location, sum));
          }
        });
    if (!written.isEmpty()) {
      jdbc.sql(
              """
              delete from level_checkpoint
              where seller_id = :seller and product_id = any (:products)
              """)
          .param("seller", seller.value())
          .param("products", written.stream().mapToLong(Long::longValue).toArray())
          .update();
      rows.insertCheckpoints(jdbc, seller);
    }
  }

  private void writeSegments(Map<ProductId, Repair> repairs, long sealedId) {
    long[] ids =
        repairs.entrySet().stream()
            .filter(entry -> entry.getValue().segments())
            .mapToLong(entry -> entry.getKey().value())
            .toArray();
    if (ids.length == 0) {
      return;
    }
    jdbc.sql(
            """
            delete from stock_checkpoint
            where seller_id = :seller and product_id = any (:products)
            """)
        .param("seller", seller.value())
        .param("products", ids)
        .update();
    int written = Segments.close(jdbc, seller, ids, sealedId);
    while (written > 0) {
      written = Segments.close(jdbc, seller, ids, sealedId);
    }
  }
}
