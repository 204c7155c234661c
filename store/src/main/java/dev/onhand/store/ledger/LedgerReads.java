package dev.onhand.store.ledger;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.model.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * What the committer reads and locks, a statement a method; levels are in {@link LevelLocks}.
 *
 * <p>Look-ups of many rows are written as a lateral sub-query per row: the planner cannot turn that
 * into one scan of all the seller's rows, which it likes to do when its statistics speak of few
 * rows a seller and there is one with many.
 */
final class LedgerReads {

  private LedgerReads() {}

  /** From here on the statements of this transaction see this seller's rows. */
  static void switchTo(Pipeline pipeline, SellerId seller) {
    pipeline.query(
        "select set_config('onhand.seller', ?, true)",
        (statement, first) ->
            new Columns(statement, first).text(Long.toString(seller.value())).count(),
        rows -> {});
  }

  /**
   * Holds the seller's head in share mode until the commit: ids that are drawn while it is held are
   * final for whoever holds it alone, for no lower one is still to come.
   *
   * @param found is run if there is such a seller
   */
  static void holdHead(Pipeline pipeline, SellerId seller, Runnable found) {
    pipeline.query(
        "select seller_id from seller_head where seller_id = ? for key share",
        (statement, first) -> new Columns(statement, first).value(seller.value()).count(),
        rows -> {
          if (rows.next()) {
            found.run();
          }
        });
  }

  static void drawIds(Pipeline pipeline, int count, Consumer<MovementId> ids) {
    pipeline.query(
        "select nextval('movement_id') from generate_series(1, ?)",
        (statement, first) -> new Columns(statement, first).value(count).count(),
        rows -> {
          while (rows.next()) {
            ids.accept(new MovementId(rows.getLong(1)));
          }
        });
  }

  static Stocked stocked(ResultSet row, String floorColumn) throws SQLException {
    return new Stocked(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        Stocked.Tracking.valueOf(row.getString("tracking").toUpperCase(Locale.ROOT)),
        MovementRows.longOrNull(row, floorColumn));
  }

  /**
   * Products by SKU or id, held so that their floor cannot change before a level made under it is
   * committed.
   */
  static void findProducts(
      Pipeline pipeline, SellerId seller, Collection<ProductRef> refs, Consumer<Stocked> found) {
    pipeline.query(
        """
        select held.product_id, held.sku, held.tracking, held.floor
        from (
          select p.product_id
          from unnest(?) as wanted (sku)
          cross join lateral (
            select product_id from product where seller_id = ? and sku = wanted.sku limit 1) as p
          union
          select unnest(?)
          order by 1
        ) as named
        cross join lateral (
          select product_id, sku, tracking, floor
          from product
          where seller_id = ? and product_id = named.product_id
          for share) as held
        """,
        (statement, first) ->
            new Columns(statement, first)
                .texts(skus(refs), sku -> sku)
                .value(seller.value())
                .longs(productIds(refs), ProductId::value)
                .value(seller.value())
                .count(),
        rows -> {
          while (rows.next()) {
            found.accept(stocked(rows, "floor"));
          }
        });
  }

  private static Collection<String> skus(Collection<ProductRef> refs) {
    return refs.stream()
        .filter(ProductRef.BySku.class::isInstance)
        .map(ref -> ((ProductRef.BySku) ref).sku().value())
        .toList();
  }

  private static Collection<ProductId> productIds(Collection<ProductRef> refs) {
    return refs.stream().filter(ProductId.class::isInstance).map(ProductId.class::cast).toList();
  }

  /** A location by either of its names. */
  record FoundLocation(LocationId id, String code) {}

  static void findLocations(
      Pipeline pipeline,
      SellerId seller,
      Collection<LocationRef> refs,
      Consumer<FoundLocation> found) {
    pipeline.query(
        """
        select location_id, code
        from location
        where seller_id = ? and (code = any (?) or location_id = any (?))
        """,
        (statement, first) ->
            new Columns(statement, first)
                .value(seller.value())
                .texts(codes(refs), code -> code)
                .longs(locationIds(refs), LocationId::value)
                .count(),
        rows -> {
          while (rows.next()) {
            found.accept(
                new FoundLocation(
                    new LocationId(rows.getLong("location_id")), rows.getString("code")));
          }
        });
  }

  private static Collection<String> codes(Collection<LocationRef> refs) {
    return refs.stream()
        .filter(LocationRef.ByCode.class::isInstance)
        .map(ref -> ((LocationRef.ByCode) ref).code())
        .toList();
  }

  private static Collection<LocationId> locationIds(Collection<LocationRef> refs) {
    return refs.stream().filter(LocationId.class::isInstance).map(LocationId.class::cast).toList();
  }

  static void findMovementsByKey(
      Pipeline pipeline, SellerId seller, Collection<String> keys, Consumer<Movement> found) {
    pipeline.query(
        """
        select m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
          m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
          m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
          m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses, m.occurred_at, m.recorded_at
        from unnest(?) as wanted (key)
        cross join lateral (
          select * from movement where seller_id = ? and key = wanted.key limit 1) as m
        """,
        (statement, first) ->
            new Columns(statement, first).texts(keys, key -> key).value(seller.value()).count(),
        rows -> readMovements(rows, found));
  }

  /** Movements by id, and the reversals of those that have one. */
  static void findMovementsById(
      Pipeline pipeline, SellerId seller, Collection<MovementId> ids, Consumer<Movement> found) {
    pipeline.query(
        """
        select m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
          m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
          m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
          m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses, m.occurred_at, m.recorded_at
        from (
          select w.id from unnest(?) as w (id)
          union
          select r.movement_id
          from unnest(?) as w (id)
          cross join lateral (
            select movement_id from movement where seller_id = ? and reverses = w.id limit 1) as r
        ) as wanted
        cross join lateral (
          select * from movement where seller_id = ? and movement_id = wanted.id limit 1) as m
        """,
        (statement, first) ->
            new Columns(statement, first)
                .longs(ids, MovementId::value)
                .longs(ids, MovementId::value)
                .value(seller.value())
                .value(seller.value())
                .count(),
        rows -> readMovements(rows, found));
  }

  private static void readMovements(ResultSet rows, Consumer<Movement> found) throws SQLException {
    while (rows.next()) {
      found.accept(MovementRows.map(rows));
    }
  }

  /** The versions of rows that lists rely on, locked until the commit. */
  static void lockVersions(
      Pipeline pipeline,
      SellerId seller,
      VersionCheck.Table table,
      Collection<Long> ids,
      ObjLongConsumer<Long> found) {
    String sql =
        switch (table) {
          case PRODUCT ->
              """
              select product_id, version from product
              where seller_id = ? and product_id = any (?)
              order by product_id
              for no key update
              """;
          case TRANSFER ->
              """
              select transfer_id, version from transfer
              where seller_id = ? and transfer_id = any (?)
              order by transfer_id
              for no key update
              """;
        };
    pipeline.query(
        sql,
        (statement, first) ->
            new Columns(statement, first).value(seller.value()).longs(ids, id -> id).count(),
        rows -> {
          while (rows.next()) {
            found.accept(rows.getLong(1), rows.getLong(2));
          }
        });
  }
}
