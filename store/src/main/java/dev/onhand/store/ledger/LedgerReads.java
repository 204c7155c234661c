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
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the committer reads and locks, a statement a method; levels are in {@link LevelLocks}.
 *
 * <p>Look-ups of many rows are written as a lateral sub-query per row: the planner cannot turn that
 * into one scan of all the seller's rows, which it likes to do when its statistics speak of few
 * rows a seller and there is one with many. For the same reason a row is looked up by {@code key
 * between wanted.key and wanted.key order by key}, not by equality: only the index that is meant
 * gives that order, while with equality any index that begins with the seller would do.
 */
final class LedgerReads {

  private LedgerReads() {}

  /**
   * From here on the statements of this transaction see the rows of these sellers: as the role that
   * may work for several at once, which ends with the transaction, as do the settings.
   */
  static void fence(Pipeline pipeline, Collection<SellerId> sellers) {
    pipeline.query(
        """
        select set_config('role', 'onhand_committer', true),
          set_config('onhand.sellers', cast(cast(? as bigint[]) as text), true),
          set_config('onhand.seller', '', true)
        """,
        (statement, first) -> new Columns(statement, first).longs(sellers, SellerId::value).count(),
        rows -> {});
  }

  /** From here on they see this seller's rows and no others, as everywhere else. */
  static void fenceForOne(Pipeline pipeline, SellerId seller) {
    pipeline.query(
        """
        select set_config('role', 'onhand_app', true), set_config('onhand.sellers', '', true),
          set_config('onhand.seller', ?, true)
        """,
        (statement, first) ->
            new Columns(statement, first).text(Long.toString(seller.value())).count(),
        rows -> {});
  }

  /**
   * Holds the heads of sellers in share mode until the commit: ids that are drawn while it is held
   * are final for whoever holds it alone, for no lower one is still to come.
   *
   * @param found is told of each seller that there is
   */
  static void holdHeads(Pipeline pipeline, Collection<SellerId> sellers, Consumer<SellerId> found) {
    pipeline.query(
        """
        select head.seller_id
        from (select seller_id from unnest(?) as row (seller_id) order by seller_id) as wanted
        cross join lateral (
          select seller_id from seller_head where seller_id = wanted.seller_id for key share) as head
        """,
        (statement, first) -> new Columns(statement, first).longs(sellers, SellerId::value).count(),
        rows -> {
          while (rows.next()) {
            found.accept(seller(rows));
          }
        });
  }

  /**
   * Draws ids, in their order.
   *
   * @param all is run when all were given
   */
  static void drawIds(Pipeline pipeline, int count, Consumer<MovementId> ids, Runnable all) {
    pipeline.query(
        "select nextval('movement_id') from generate_series(1, ?)",
        (statement, first) -> new Columns(statement, first).value(count).count(),
        rows -> {
          while (rows.next()) {
            ids.accept(new MovementId(rows.getLong(1)));
          }
          all.run();
        });
  }

  static SellerId seller(ResultSet row) throws SQLException {
    return new SellerId(row.getLong("seller_id"));
  }

  static @Nullable Long idOf(ProductRef product) {
    return product instanceof ProductId id ? id.value() : null;
  }

  static @Nullable String skuOf(ProductRef product) {
    return product instanceof ProductRef.BySku named ? named.sku().value() : null;
  }

  static @Nullable Long idOf(LocationRef location) {
    return location instanceof LocationId id ? id.value() : null;
  }

  static @Nullable String codeOf(LocationRef location) {
    return location instanceof LocationRef.ByCode named ? named.code() : null;
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
      Pipeline pipeline, List<OfSeller<ProductRef>> refs, BiConsumer<SellerId, Stocked> found) {
    List<ProductRef> products = OfSeller.unwrap(refs);
    pipeline.query(
        """
        select named.seller_id, held.product_id, held.sku, held.tracking, held.floor
        from (
          select wanted.seller_id, p.product_id
          from unnest(?, ?, ?) as wanted (seller_id, product_id, sku)
          cross join lateral (
            (select product_id from product
              where seller_id = wanted.seller_id and product_id between wanted.product_id and wanted.product_id
              order by product_id limit 1)
            union all
            (select product_id from product
              where seller_id = wanted.seller_id and sku between wanted.sku and wanted.sku
              order by sku limit 1)
            limit 1) as p
          order by wanted.seller_id, p.product_id
        ) as named
        cross join lateral (
          select product_id, sku, tracking, floor
          from product
          where seller_id = named.seller_id and product_id between named.product_id and named.product_id
          order by product_id
          for share) as held
        """,
        (statement, first) ->
            new Columns(statement, first)
                .sellers(refs)
                .nullableLongs(products, LedgerReads::idOf)
                .texts(products, LedgerReads::skuOf)
                .count(),
        rows -> {
          while (rows.next()) {
            found.accept(seller(rows), stocked(rows, "floor"));
          }
        });
  }

  /** A location by either of its names. */
  record FoundLocation(LocationId id, String code) {}

  static void findLocations(
      Pipeline pipeline,
      List<OfSeller<LocationRef>> refs,
      BiConsumer<SellerId, FoundLocation> found) {
    List<LocationRef> locations = OfSeller.unwrap(refs);
    pipeline.query(
        """
        select wanted.seller_id, l.location_id, l.code
        from unnest(?, ?, ?) as wanted (seller_id, location_id, code)
        cross join lateral (
          (select location_id, code from location
            where seller_id = wanted.seller_id and location_id between wanted.location_id and wanted.location_id
            order by location_id limit 1)
          union all
          (select location_id, code from location
            where seller_id = wanted.seller_id and code between wanted.code and wanted.code
            order by code limit 1)
          limit 1) as l
        """,
        (statement, first) ->
            new Columns(statement, first)
                .sellers(refs)
                .nullableLongs(locations, LedgerReads::idOf)
                .texts(locations, LedgerReads::codeOf)
                .count(),
        rows -> {
          while (rows.next()) {
            LocationId id = new LocationId(rows.getLong("location_id"));
            found.accept(seller(rows), new FoundLocation(id, rows.getString("code")));
          }
        });
  }

  static void findMovementsByKey(
      Pipeline pipeline, List<OfSeller<String>> keys, BiConsumer<SellerId, Movement> found) {
    pipeline.query(
        """
        select m.seller_id, m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
          m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
          m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
          m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses, m.occurred_at, m.recorded_at
        from unnest(?, ?) as wanted (seller_id, key)
        cross join lateral (
          select * from movement
          where seller_id = wanted.seller_id and key between wanted.key and wanted.key
          order by key limit 1) as m
        """,
        (statement, first) ->
            new Columns(statement, first).sellers(keys).texts(keys, OfSeller::it).count(),
        rows -> readMovements(rows, found));
  }

  /** Movements by id, and the reversals of those that have one. */
  static void findMovementsById(
      Pipeline pipeline, List<OfSeller<MovementId>> ids, BiConsumer<SellerId, Movement> found) {
    pipeline.query(
        """
        select m.seller_id, m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
          m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
          m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
          m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses, m.occurred_at, m.recorded_at
        from unnest(?, ?) as wanted (seller_id, movement_id)
        cross join lateral (
          (select * from movement
            where seller_id = wanted.seller_id and movement_id between wanted.movement_id and wanted.movement_id
            order by movement_id limit 1)
          union all
          (select * from movement
            where seller_id = wanted.seller_id and reverses between wanted.movement_id and wanted.movement_id
            order by reverses limit 1)) as m
        """,
        (statement, first) ->
            new Columns(statement, first).sellers(ids).longs(ids, id -> id.it().value()).count(),
        rows -> readMovements(rows, found));
  }

  private static void readMovements(ResultSet rows, BiConsumer<SellerId, Movement> found)
      throws SQLException {
    while (rows.next()) {
      found.accept(seller(rows), MovementRows.map(rows));
    }
  }

  /** A row that lists rely on, and its version. */
  record Version(long id, long version) {}

  /** The versions of rows that lists rely on, locked until the commit. */
  static void lockVersions(
      Pipeline pipeline,
      VersionCheck.Table table,
      List<OfSeller<Long>> ids,
      BiConsumer<SellerId, Version> found) {
    String sql =
        switch (table) {
          case PRODUCT ->
              """
              select wanted.seller_id, wanted.id, held.version
              from (select seller_id, id from unnest(?, ?) as row (seller_id, id) order by seller_id, id) as wanted
              cross join lateral (
                select version from product
                where seller_id = wanted.seller_id and product_id between wanted.id and wanted.id
                order by product_id
                for no key update) as held
              """;
          case TRANSFER ->
              """
              select wanted.seller_id, wanted.id, held.version
              from (select seller_id, id from unnest(?, ?) as row (seller_id, id) order by seller_id, id) as wanted
              cross join lateral (
                select version from transfer
                where seller_id = wanted.seller_id and transfer_id between wanted.id and wanted.id
                order by transfer_id
                for no key update) as held
              """;
          case PURCHASE_ORDER ->
              """
              select wanted.seller_id, wanted.id, held.version
              from (select seller_id, id from unnest(?, ?) as row (seller_id, id) order by seller_id, id) as wanted
              cross join lateral (
                select version from purchase_order
                where seller_id = wanted.seller_id and purchase_order_id between wanted.id and wanted.id
                order by purchase_order_id
                for no key update) as held
              """;
        };
    pipeline.query(
        sql,
        (statement, first) ->
            new Columns(statement, first).sellers(ids).longs(ids, OfSeller::it).count(),
        rows -> {
          while (rows.next()) {
            found.accept(seller(rows), new Version(rows.getLong("id"), rows.getLong("version")));
          }
        });
  }
}
