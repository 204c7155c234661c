package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Locks levels, all that a batch of one seller touches in one statement and in one order, whichever
 * way they are named: two batches that lock in several statements, or in different orders, wait for
 * each other until the database gives one of them up, a second later.
 */
final class LevelLocks {

  private LevelLocks() {}

  /** A product at a location as a command names them. */
  record Named(ProductRef product, LocationRef location) {}

  private record SkuAndId(String sku, LocationId location) {}

  private record IdAndCode(ProductId product, String code) {}

  /** Locks those that exist, until the commit. */
  static void lock(
      Pipeline pipeline, SellerId seller, Collection<Named> levels, Consumer<Found> found) {
    List<NamePair> byName = new ArrayList<>();
    List<LevelKey> byId = new ArrayList<>();
    List<SkuAndId> bySku = new ArrayList<>();
    List<IdAndCode> byCode = new ArrayList<>();
    for (Named level : levels) {
      switch (level.product()) {
        case ProductRef.BySku product -> {
          switch (level.location()) {
            case LocationRef.ByCode location ->
                byName.add(new NamePair(product.sku().value(), location.code()));
            case LocationId location -> bySku.add(new SkuAndId(product.sku().value(), location));
          }
        }
        case ProductId product -> {
          switch (level.location()) {
            case LocationRef.ByCode location -> byCode.add(new IdAndCode(product, location.code()));
            case LocationId location -> byId.add(new LevelKey(product, location));
          }
        }
      }
    }
    if (byName.size() == levels.size()) {
      lockByName(pipeline, seller, byName, found);
    } else if (byId.size() == levels.size()) {
      lockById(pipeline, seller, byId, found);
    } else {
      lockByAny(pipeline, seller, byName, byId, bySku, byCode, found);
    }
  }

  /**
   * A level that was found and is locked until the commit, with the product and location it belongs
   * to.
   */
  record Found(Stocked product, LocationId location, String code, LevelKey key, Level level) {}

  /** A product at a location, by the names the caller used. */
  record NamePair(String sku, String code) {}

  private static void lockByName(
      Pipeline pipeline, SellerId seller, Collection<NamePair> pairs, Consumer<Found> found) {
    pipeline.query(
        """
        select named.product_id, named.sku, named.tracking, named.product_floor, named.location_id, named.code,
          s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit,
          s.floor, s.below_floor_since, s.version
        from (
          select p.product_id, p.sku, p.tracking, p.floor as product_floor, l.location_id, l.code
          from unnest(?, ?) as wanted (sku, code)
          cross join lateral (
            select product_id, sku, tracking, floor from product where seller_id = ? and sku = wanted.sku limit 1) as p
          cross join lateral (
            select location_id, code from location where seller_id = ? and code = wanted.code limit 1) as l
          order by p.product_id, l.location_id
        ) as named
        cross join lateral (
          select available, reserved, damaged, quality_control, set_aside, in_transit,
            floor, below_floor_since, version
          from stock_level
          where seller_id = ? and product_id = named.product_id and location_id = named.location_id
          for no key update) as s
        """,
        (statement, first) ->
            new Columns(statement, first)
                .texts(pairs, NamePair::sku)
                .texts(pairs, NamePair::code)
                .value(seller.value())
                .value(seller.value())
                .value(seller.value())
                .count(),
        rows -> readFound(rows, found));
  }

  private static void lockById(
      Pipeline pipeline, SellerId seller, Collection<LevelKey> keys, Consumer<Found> found) {
    pipeline.query(
        """
        select named.product_id, p.sku, p.tracking, p.floor as product_floor, named.location_id, l.code,
          s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit,
          s.floor, s.below_floor_since, s.version
        from (
          select product_id, location_id
          from unnest(?, ?) as wanted (product_id, location_id)
          order by product_id, location_id
        ) as named
        cross join lateral (
          select available, reserved, damaged, quality_control, set_aside, in_transit,
            floor, below_floor_since, version
          from stock_level
          where seller_id = ? and product_id = named.product_id and location_id = named.location_id
          for no key update) as s
        cross join lateral (
          select sku, tracking, floor from product where seller_id = ? and product_id = named.product_id limit 1) as p
        cross join lateral (
          select code from location where seller_id = ? and location_id = named.location_id limit 1) as l
        """,
        (statement, first) ->
            new Columns(statement, first)
                .longs(keys, key -> key.product().value())
                .longs(keys, key -> key.location().value())
                .value(seller.value())
                .value(seller.value())
                .value(seller.value())
                .count(),
        rows -> readFound(rows, found));
  }

  private static void lockByAny(
      Pipeline pipeline,
      SellerId seller,
      List<NamePair> byName,
      List<LevelKey> byId,
      List<SkuAndId> bySku,
      List<IdAndCode> byCode,
      Consumer<Found> found) {
    pipeline.query(
        """
        select named.product_id, p.sku, p.tracking, p.floor as product_floor, named.location_id, l.code,
          s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit,
          s.floor, s.below_floor_since, s.version
        from (
          select p.product_id, l.location_id
          from unnest(?, ?) as wanted (sku, code)
          cross join lateral (select product_id from product where seller_id = ? and sku = wanted.sku limit 1) as p
          cross join lateral (select location_id from location where seller_id = ? and code = wanted.code limit 1) as l
          union
          select product_id, location_id from unnest(?, ?) as wanted (product_id, location_id)
          union
          select p.product_id, wanted.location_id
          from unnest(?, ?) as wanted (sku, location_id)
          cross join lateral (select product_id from product where seller_id = ? and sku = wanted.sku limit 1) as p
          union
          select wanted.product_id, l.location_id
          from unnest(?, ?) as wanted (product_id, code)
          cross join lateral (select location_id from location where seller_id = ? and code = wanted.code limit 1) as l
          order by product_id, location_id
        ) as named
        cross join lateral (
          select available, reserved, damaged, quality_control, set_aside, in_transit,
            floor, below_floor_since, version
          from stock_level
          where seller_id = ? and product_id = named.product_id and location_id = named.location_id
          for no key update) as s
        cross join lateral (
          select sku, tracking, floor from product where seller_id = ? and product_id = named.product_id limit 1) as p
        cross join lateral (
          select code from location where seller_id = ? and location_id = named.location_id limit 1) as l
        """,
        (statement, first) ->
            new Columns(statement, first)
                .texts(byName, NamePair::sku)
                .texts(byName, NamePair::code)
                .value(seller.value())
                .value(seller.value())
                .longs(byId, key -> key.product().value())
                .longs(byId, key -> key.location().value())
                .texts(bySku, SkuAndId::sku)
                .longs(bySku, pair -> pair.location().value())
                .value(seller.value())
                .longs(byCode, pair -> pair.product().value())
                .texts(byCode, IdAndCode::code)
                .value(seller.value())
                .value(seller.value())
                .value(seller.value())
                .value(seller.value())
                .count(),
        rows -> readFound(rows, found));
  }

  private static void readFound(ResultSet rows, Consumer<Found> found) throws SQLException {
    while (rows.next()) {
      Stocked product = LedgerReads.stocked(rows, "product_floor");
      LocationId location = new LocationId(rows.getLong("location_id"));
      found.accept(
          new Found(
              product,
              location,
              rows.getString("code"),
              new LevelKey(product.id(), location),
              level(rows)));
    }
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
