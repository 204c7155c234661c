package dev.onhand.store.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.model.Sku;
import dev.onhand.store.ledger.MovementRows;
import dev.onhand.store.stock.LevelRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what some movements touch, without a lock. Look-ups are lateral sub-queries, so that the
 * planner looks up each row wanted however few rows it believes there are.
 */
final class ImportBooks {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final WorkingBooks books = new WorkingBooks();

  private ImportBooks(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  static WorkingBooks read(JdbcClient jdbc, SellerId seller, List<Command.Move> moves) {
    ImportBooks reading = new ImportBooks(jdbc, seller);
    reading.products(moves);
    reading.locations(moves);
    reading.levels(moves);
    reading.movements(moves);
    return reading.books;
  }

  private void products(List<Command.Move> moves) {
    jdbc.sql(
            """
            select p.product_id, p.sku, p.tracking, p.floor
            from unnest(:skus) as wanted (sku)
            cross join lateral (
              select product_id, sku, tracking, floor
              from product
              where seller_id = :seller and sku = wanted.sku
              limit 1
            ) as p
            """)
        .param("seller", seller.value())
        .param("skus", texts(moves.stream().map(Command.Move::product)))
        .query((row, number) -> product(row))
        .list()
        .forEach(books::load);
  }

  private static Stocked product(ResultSet row) throws SQLException {
    return new Stocked(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        Stocked.Tracking.valueOf(row.getString("tracking").toUpperCase(Locale.ROOT)),
        row.getObject("floor", Long.class));
  }

  private void locations(List<Command.Move> moves) {
    jdbc.sql(
            """
            select location_id, code from location
            where seller_id = :seller and code = any (:codes)
            """)
        .param("seller", seller.value())
        .param("codes", texts(moves.stream().flatMap(ImportBooks::locationsOf)))
        .query(
            row -> {
              books.load(new LocationId(row.getLong("location_id")), row.getString("code"));
            });
  }

  private static Stream<LocationRef> locationsOf(Command.Move move) {
    return move.to() == null ? Stream.of(move.location()) : Stream.of(move.location(), move.to());
  }

  private static String[] texts(Stream<?> refs) {
    return refs.map(Object::toString).distinct().toArray(String[]::new);
  }

  private void levels(List<Command.Move> moves) {
    Set<LevelKey> wanted = new LinkedHashSet<>();
    moves.forEach(move -> locationsOf(move).forEach(ref -> name(move.product(), ref, wanted)));
    jdbc.sql(
            """
            select s.product_id, s.location_id,
              s.available, s.reserved, s.damaged, s.quality_control, s.set_aside, s.in_transit,
              s.floor, s.below_floor_since, s.version
            from unnest(:products, :locations) as wanted (product_id, location_id)
            cross join lateral (
              select product_id, location_id,
                available, reserved, damaged, quality_control, set_aside, in_transit,
                floor, below_floor_since, version
              from stock_level
              where seller_id = :seller
                and product_id = wanted.product_id and location_id = wanted.location_id
              limit 1
            ) as s
            """)
        .param("seller", seller.value())
        .param("products", wanted.stream().map(key -> key.product().value()).toArray(Long[]::new))
        .param("locations", wanted.stream().map(key -> key.location().value()).toArray(Long[]::new))
        .query(
            row -> {
              books.load(
                  new LevelKey(
                      new ProductId(row.getLong("product_id")),
                      new LocationId(row.getLong("location_id"))),
                  LevelRows.level(row));
            });
  }

  private void name(ProductRef product, LocationRef location, Set<LevelKey> wanted) {
    books
        .findProduct(product)
        .ifPresent(
            found ->
                books
                    .findLocation(location)
                    .ifPresent(where -> wanted.add(new LevelKey(found.id(), where))));
  }

  private void movements(List<Command.Move> moves) {
    jdbc.sql(
            """
            select m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
              m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
              m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
              m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses,
              m.occurred_at, m.recorded_at
            from unnest(:keys) as wanted (key)
            cross join lateral (
              select * from movement where seller_id = :seller and key = wanted.key limit 1) as m
            """)
        .param("seller", seller.value())
        .param("keys", texts(moves.stream().map(move -> move.key().value())))
        .query((row, number) -> MovementRows.map(row))
        .list()
        .forEach(books::load);
  }
}
