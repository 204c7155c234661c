package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.ledger.Planning.LevelRef;
import dev.onhand.engine.ledger.VersionCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;

/**
 * Sellers whose statements are run together, each statement once for all of them, in one round
 * trip. What is found is handed to the seller it belongs to.
 */
final class Chunk {

  /**
   * Enough that starting a statement is next to nothing for each seller; not more, for the fence
   * compares every row with every seller of the chunk.
   */
  static final int SELLERS_MAX = 64;

  private final List<SellerBatch> sellers;
  private final Map<SellerId, SellerBatch> byId = new HashMap<>();
  private final Pipeline pipeline = new Pipeline();
  private int shortfall;

  /** The sellers must come in their order, which is the order of locks. */
  Chunk(List<SellerBatch> sellers) {
    this.sellers = sellers;
    sellers.forEach(seller -> byId.put(seller.seller(), seller));
    LedgerReads.fence(pipeline, byId.keySet());
  }

  void run(Connection connection) throws SQLException {
    pipeline.run(connection);
  }

  /** Locks the rows that lists rely on. */
  void lockVersions(VersionCheck.Table table) {
    LedgerReads.lockVersions(
        pipeline,
        table,
        rows(seller -> seller.checked(table)),
        (seller, found) -> of(seller).foundVersion(table, found));
  }

  /** Reads the movements to be reversed, which name further levels. */
  void findReversed() {
    LedgerReads.findMovementsById(
        pipeline,
        rows(SellerBatch::reversed),
        (seller, movement) -> of(seller).foundReversed(movement));
  }

  /**
   * Holds the heads, locks the levels, and then draws ids: so that movements of one level have ids
   * in the order of its balances.
   */
  void hold(boolean lookUpKeys) {
    LedgerReads.holdHeads(pipeline, byId.keySet(), seller -> of(seller).foundHead());
    List<OfSeller<LevelRef>> levels = rows(SellerBatch::named);
    if (!levels.isEmpty()) {
      LevelLocks.lock(pipeline, levels, (seller, found) -> of(seller).found(found));
    }
    if (lookUpKeys) {
      lookUp(SellerBatch::lookUpAll);
    }
    drawIds();
  }

  void drawIds() {
    Queue<MovementId> ids = new ArrayDeque<>();
    int count = sellers.stream().mapToInt(SellerBatch::idsToDraw).sum();
    LedgerReads.drawIds(pipeline, count, ids::add, () -> handOut(ids));
  }

  private void handOut(Queue<MovementId> ids) {
    for (SellerBatch seller : sellers) {
      for (int i = 0; i < seller.idsToDraw(); i++) {
        seller.foundId(ids.remove());
      }
    }
  }

  /** Finds the products and locations of levels that were not found. */
  void findProductsAndLocations() {
    List<OfSeller<LevelRef>> levels = rows(SellerBatch::notFound);
    LedgerReads.findProducts(
        pipeline,
        levels.stream().map(level -> level.with(level.it().product())).distinct().toList(),
        (seller, found) -> of(seller).found(found));
    LedgerReads.findLocations(
        pipeline,
        levels.stream().map(level -> level.with(level.it().location())).distinct().toList(),
        (seller, found) -> of(seller).found(found));
  }

  void lookUpDoubtful() {
    lookUp(SellerBatch::lookUpDoubtful);
  }

  private void lookUp(Function<SellerBatch, SellerBatch.LookUp> what) {
    List<OfSeller<SellerBatch.LookUp>> lookUps = rows(seller -> List.of(what.apply(seller)));
    LedgerReads.findMovementsByKey(
        pipeline,
        lookUps.stream().flatMap(one -> one.it().keys().stream().map(one::with)).toList(),
        (seller, movement) -> of(seller).learn(movement));
    List<OfSeller<MovementId>> reversed =
        lookUps.stream().flatMap(one -> one.it().reversed().stream().map(one::with)).toList();
    if (!reversed.isEmpty()) {
      LedgerReads.findMovementsById(
          pipeline, reversed, (seller, movement) -> of(seller).learn(movement));
    }
  }

  void write(Instant now) {
    List<OfSeller<Movement>> recorded = rows(SellerBatch::recorded);
    LedgerWrites.insertMovements(pipeline, recorded);
    List<OfSeller<Map.Entry<LevelKey, Level>>> present = rows(seller -> seller.changed(true));
    if (!present.isEmpty()) {
      LedgerWrites.updateLevels(pipeline, present, now, rows -> missing(present.size(), rows));
    }
    List<OfSeller<Map.Entry<LevelKey, Level>>> fresh = rows(seller -> seller.changed(false));
    if (!fresh.isEmpty()) {
      LedgerWrites.insertLevels(pipeline, fresh, now, rows -> missing(fresh.size(), rows));
    }
  }

  private void missing(int expected, int rows) {
    shortfall += expected - rows;
  }

  /** Whether something written met a conflict, so that all must be read and decided anew. */
  boolean fellShort() {
    return shortfall > 0;
  }

  private SellerBatch of(SellerId seller) {
    return Objects.requireNonNull(byId.get(seller));
  }

  private <T> List<OfSeller<T>> rows(Function<SellerBatch, Collection<T>> each) {
    List<OfSeller<T>> rows = new ArrayList<>();
    for (SellerBatch seller : sellers) {
      each.apply(seller).forEach(it -> rows.add(new OfSeller<>(seller.seller(), it)));
    }
    return rows;
  }
}
