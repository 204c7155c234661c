package dev.onhand.store.stock;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.stock.Floors;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Floors in PostgreSQL. The product's row is held, so that its own floor stays what was read, and
 * then the level's, as the committer holds it.
 */
public final class JdbcFloors implements Floors {

  private final SellerTransactions transactions;

  public JdbcFloors(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Result set(
      SellerId seller, ProductRef product, LocationRef location, Wish floor, Edit edit, Run run) {
    return transactions.call(
        seller,
        jdbc -> {
          Optional<Product> found =
              Names.findProduct(jdbc, seller, product).flatMap(id -> hold(jdbc, seller, id));
          if (found.isEmpty()) {
            return new Result.UnknownProduct();
          }
          Optional<Place> place =
              Names.findLocation(jdbc, seller, location).flatMap(id -> find(jdbc, seller, id));
          if (place.isEmpty()) {
            return new Result.UnknownLocation();
          }
          if (found.get().tracking() != Tracking.TRACKED) {
            return new Result.Untracked();
          }
          Edit exact =
              new Edit(
                  edit.actor(), edit.at().truncatedTo(ChronoUnit.MICROS), edit.expectedVersion());
          return new Change(jdbc, seller, found.get(), place.get()).to(floor, exact, run);
        });
  }

  private record Product(
      ProductId id, Sku sku, String name, Tracking tracking, @Nullable Long floor) {}

  private record Place(LocationId id, String code) {}

  private static Optional<Product> hold(JdbcClient jdbc, SellerId seller, ProductId id) {
    return jdbc.sql(
            """
            select product_id, sku, name, tracking, floor from product
            where seller_id = :seller and product_id = :id
            for share
            """)
        .param("seller", seller.value())
        .param("id", id.value())
        .query(
            (row, number) ->
                new Product(
                    id,
                    new Sku(row.getString("sku")),
                    row.getString("name"),
                    Tracking.valueOf(row.getString("tracking").toUpperCase(Locale.ROOT)),
                    row.getObject("floor", Long.class)))
        .optional();
  }

  private static Optional<Place> find(JdbcClient jdbc, SellerId seller, LocationId id) {
    return jdbc.sql("select code from location where seller_id = :seller and location_id = :id")
        .param("seller", seller.value())
        .param("id", id.value())
        .query((row, number) -> new Place(id, row.getString("code")))
        .optional();
  }

  private record Row(Level level, boolean floorIsOwn, Instant updatedAt) {}

  /** The change of one level. */
  private record Change(JdbcClient jdbc, SellerId seller, Product product, Place place) {

    Result to(Wish wish, Edit edit, Run run) {
      if (run == Run.LIVE) {
        insertIfMissing(edit.at());
      }
      Row before =
          (run == Run.LIVE ? lock() : read())
              .orElseGet(() -> new Row(Level.empty(product.floor()), false, edit.at()));
      long version = before.level().version();
      if (edit.expectedVersion() != null && edit.expectedVersion() != version) {
        return new Result.Stale(version);
      }
      boolean own = wish instanceof Wish.Own;
      Long floor = wish instanceof Wish.Own(var given) ? given : product.floor();
      if (own == before.floorIsOwn() && Objects.equals(floor, before.level().floor())) {
        return saved(before.level(), own, before.updatedAt());
      }
      Level after = next(before.level().withFloor(floor, edit.at()));
      if (run == Run.LIVE) {
        write(after, own, edit.at());
      }
      return saved(after, own, edit.at());
    }

    private static Level next(Level level) {
      return new Level(
          level.available(),
          level.reserved(),
          level.damaged(),
          level.qualityControl(),
          level.setAside(),
          level.inTransit(),
          level.floor(),
          level.belowFloorSince(),
          level.version() + 1);
    }

    private Result saved(Level level, boolean own, Instant updatedAt) {
      return new Result.Saved(
          new StockLevel(
              product.id(),
              product.sku(),
              product.name(),
              place.id(),
              place.code(),
              level,
              own,
              updatedAt));
    }

    private void insertIfMissing(Instant at) {
      jdbc.sql(
              """
              insert into stock_level (seller_id, product_id, location_id, floor, version, updated_at)
              values (:seller, :product, :location, :floor, 0, :at)
              on conflict (seller_id, product_id, location_id) do nothing -- the primary key
              """)
          .param("seller", seller.value())
          .param("product", product.id().value())
          .param("location", place.id().value())
          .param("floor", product.floor(), Types.BIGINT)
          .param("at", SqlTimes.toSql(at))
          .update();
    }

    private Optional<Row> lock() {
      return jdbc.sql(
              """
              select available, reserved, damaged, quality_control, set_aside, in_transit,
                floor, floor_is_own, below_floor_since, version, updated_at
              from stock_level
              where seller_id = :seller and product_id = :product and location_id = :location
              for no key update
              """)
          .param("seller", seller.value())
          .param("product", product.id().value())
          .param("location", place.id().value())
          .query((row, number) -> row(row))
          .optional();
    }

    private Optional<Row> read() {
      return jdbc.sql(
              """
              select available, reserved, damaged, quality_control, set_aside, in_transit,
                floor, floor_is_own, below_floor_since, version, updated_at
              from stock_level
              where seller_id = :seller and product_id = :product and location_id = :location
              """)
          .param("seller", seller.value())
          .param("product", product.id().value())
          .param("location", place.id().value())
          .query((row, number) -> row(row))
          .optional();
    }

    private static Row row(ResultSet row) throws SQLException {
      return new Row(
          LevelRows.level(row), row.getBoolean("floor_is_own"), SqlTimes.get(row, "updated_at"));
    }

    private void write(Level level, boolean own, Instant at) {
      jdbc.sql(
              """
              update stock_level
              set floor = :floor, floor_is_own = :own, below_floor_since = :below_since,
                version = :version, updated_at = :at
              where seller_id = :seller and product_id = :product and location_id = :location
              """)
          .param("floor", level.floor(), Types.BIGINT)
          .param("own", own)
          .param(
              "below_since",
              SqlTimes.toSqlOrNull(level.belowFloorSince()),
              Types.TIMESTAMP_WITH_TIMEZONE)
          .param("version", level.version())
          .param("at", SqlTimes.toSql(at))
          .param("seller", seller.value())
          .param("product", product.id().value())
          .param("location", place.id().value())
          .update();
    }
  }
}
