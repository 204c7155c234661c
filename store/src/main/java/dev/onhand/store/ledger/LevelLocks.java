package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.engine.ledger.Planning.LevelRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Locks levels, all that the sellers of a chunk touch in one statement and in one order, whichever
 * way they are named: two batches that lock in several statements, or in different orders, wait for
 * each other until the database gives one of them up, a second later.
 */
final class LevelLocks {

  private LevelLocks() {}

  /**
   * A level that was found and is locked until the commit, with the product and location it belongs
   * to.
   */
  record Found(Stocked product, LocationId location, String code, LevelKey key, Level level) {}

  /** Locks those that exist, until the commit. (What is named by its id has no other name here.) */
  static void lock(
      Pipeline pipeline, List<OfSeller<LevelRef>> levels, BiConsumer<SellerId, Found> found) {
    List<LevelRef> named = OfSeller.unwrap(levels);
    pipeline.query(
        """
        select named.seller_id, named.product_id, named.sku, named.tracking, named.product_floor,
          named.location_id, named.code,
          s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit,
          s.floor, s.below_floor_since, s.version
        from (
          select wanted.seller_id, p.product_id, p.sku, p.tracking, p.floor as product_floor, l.location_id, l.code
          from (
            select unnest(?) as seller_id, unnest(?) as product_id, unnest(?) as sku,
              unnest(?) as location_id, unnest(?) as code) as wanted
          cross join lateral (
            (select product_id, sku, tracking, floor from product
              where seller_id = wanted.seller_id and product_id between wanted.product_id and wanted.product_id
              order by product_id limit 1)
            union all
            (select product_id, sku, tracking, floor from product
              where seller_id = wanted.seller_id and sku between wanted.sku and wanted.sku
              order by sku limit 1)
            limit 1) as p
          cross join lateral (
            (select location_id, code from location
              where seller_id = wanted.seller_id and location_id between wanted.location_id and wanted.location_id
              order by location_id limit 1)
            union all
            (select location_id, code from location
              where seller_id = wanted.seller_id and code between wanted.code and wanted.code
              order by code limit 1)
            limit 1) as l
          order by wanted.seller_id, p.product_id, l.location_id
        ) as named
        cross join lateral (
          select available, reserved, damaged, quality_control, set_aside, in_transit,
            floor, below_floor_since, version
          from stock_level
          where seller_id = named.seller_id and product_id = named.product_id and location_id = named.location_id
          for no key update) as s
        """,
        (statement, first) ->
            new Columns(statement, first)
                .sellers(levels)
                .nullableLongs(named, level -> LedgerReads.idOf(level.product()))
                .texts(named, level -> LedgerReads.skuOf(level.product()))
                .nullableLongs(named, level -> LedgerReads.idOf(level.location()))
                .texts(named, level -> LedgerReads.codeOf(level.location()))
                .count(),
        rows -> {
          while (rows.next()) {
            found.accept(LedgerReads.seller(rows), found(rows));
          }
        });
  }

  private static Found found(ResultSet row) throws SQLException {
    Stocked product = LedgerReads.stocked(row, "product_floor");
    LocationId location = new LocationId(row.getLong("location_id"));
    return new Found(
        product, location, row.getString("code"), new LevelKey(product.id(), location), level(row));
  }

  private static Level level(ResultSet row) throws SQLException {
    return new Level(
        row.getLong("available"),
        row.getLong("reserved"),
        row.getLong("damaged"),
        row.getLong("quality_control"),
        row.getLong("set_aside"),
        row.getLong("in_transit"),
        MovementRows.longOrNull(row, "floor"),
        MovementRows.instantOrNull(row, "below_floor_since"),
        row.getLong("version"));
  }
}
