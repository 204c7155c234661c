package dev.onhand.store.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.verification.ProductFacts;
import dev.onhand.engine.verification.ProductFacts.Note;
import dev.onhand.engine.verification.ProductFacts.StoredCheckpoint;
import dev.onhand.engine.verification.ProductFacts.StoredLevel;
import dev.onhand.engine.verification.ProductReplay;
import dev.onhand.engine.verification.ProductSpan;
import dev.onhand.engine.verification.Segment;
import dev.onhand.store.database.SqlTimes;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is stored of some products beside their movements. */
final class StoredRows {

  private final long cutId;
  private final Map<ProductId, Long> floors = new HashMap<>();
  private final Map<ProductId, List<StoredLevel>> levels = new HashMap<>();
  private final Map<ProductId, List<StoredCheckpoint>> checkpoints = new HashMap<>();
  private final Map<ProductId, List<Segment>> segments = new HashMap<>();
  private final Map<ProductId, List<Note>> notes = new HashMap<>();

  private StoredRows(long cutId) {
    this.cutId = cutId;
  }

  static StoredRows read(JdbcClient jdbc, SellerId seller, ProductSpan span) {
    StoredRows rows =
        new StoredRows(
            jdbc.sql("select cut_id from level_checkpoint_cut where seller_id = :seller")
                .param("seller", seller.value())
                .query(Long.class)
                .optional()
                .orElse(0L));
    rows.readFloors(jdbc, seller, span);
    rows.readLevels(jdbc, seller, span);
    rows.readCheckpoints(jdbc, seller, span);
    rows.readSegments(jdbc, seller, span);
    rows.readNotes(jdbc, seller, span);
    return rows;
  }

  /** The products that have a level or a checkpoint. */
  TreeSet<ProductId> products() {
    TreeSet<ProductId> products = new TreeSet<>(levels.keySet());
    products.addAll(checkpoints.keySet());
    products.addAll(segments.keySet());
    return products;
  }

  /** A replay that adds up what is stored of the product. */
  ProductReplay replay(ProductId product) {
    List<Segment> ofProduct = segments.getOrDefault(product, List.of());
    int wanted = ofProduct.isEmpty() ? 0 : ofProduct.getLast().number() + 1;
    Map<LocationId, StoredLevel> byLocation = new HashMap<>();
    levels(product).forEach(level -> byLocation.put(level.location(), level));
    Long ofNone = floors.get(product);
    return new ProductReplay(
        product,
        cutId,
        wanted,
        location -> {
          StoredLevel level = byLocation.get(location);
          return level == null ? ofNone : level.floor();
        });
  }

  ProductFacts facts(ProductReplay replay) {
    return facts(replay, levels(replay.product()));
  }

  /** The same with levels that were read since. */
  ProductFacts facts(ProductReplay replay, List<StoredLevel> levelsNow) {
    return new ProductFacts(
        replay,
        levelsNow,
        checkpoints.getOrDefault(replay.product(), List.of()),
        segments.getOrDefault(replay.product(), List.of()),
        notes.getOrDefault(replay.product(), List.of()));
  }

  private List<StoredLevel> levels(ProductId product) {
    return levels.getOrDefault(product, List.of());
  }

  private void readFloors(JdbcClient jdbc, SellerId seller, ProductSpan span) {
    jdbc.sql(
            """
            select product_id, floor
            from product
            where seller_id = :seller and product_id > :after and product_id <= :last
              and floor is not null
            """)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .query(
            row -> {
              floors.put(product(row), row.getLong("floor"));
            });
  }

  private void readLevels(JdbcClient jdbc, SellerId seller, ProductSpan span) {
    jdbc.sql(
            """
            select product_id, location_id, available, reserved, damaged, quality_control, set_aside,
              in_transit, floor, below_floor_since
            from stock_level
            where seller_id = :seller and product_id > :after and product_id <= :last
            order by product_id, location_id
            """)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .query(
            row -> {
              add(levels, product(row), level(row));
            });
  }

  private void readCheckpoints(JdbcClient jdbc, SellerId seller, ProductSpan span) {
    jdbc.sql(
            """
            select product_id, location_id, movements,
              available, reserved, damaged, quality_control, set_aside, in_transit
            from level_checkpoint
            where seller_id = :seller and product_id > :after and product_id <= :last
            order by product_id, location_id
            """)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .query(
            row -> {
              add(
                  checkpoints,
                  product(row),
                  new StoredCheckpoint(location(row), row.getLong("movements"), units(row)));
            });
  }

  private void readSegments(JdbcClient jdbc, SellerId seller, ProductSpan span) {
    jdbc.sql(
            """
            select product_id, segment, location_id, month, first_id, last_id, movements,
              occurred_min, occurred_max, recorded_min, recorded_max,
              available, reserved, damaged, quality_control, set_aside, in_transit, ids
            from stock_checkpoint
            where seller_id = :seller and product_id > :after and product_id <= :last
            order by product_id, segment, location_id, month
            """)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .query(
            row -> {
              add(segments, product(row), segment(row));
            });
  }

  private void readNotes(JdbcClient jdbc, SellerId seller, ProductSpan span) {
    jdbc.sql(
            """
            select product_id, case kind when 'level' then location_id end as location_id, movement_id, found_at
            from finding
            where seller_id = :seller and product_id > :after and product_id <= :last
              and (kind = 'level' and repaired or kind = 'movement' and movement_id is not null)
            """)
        .param("seller", seller.value())
        .param("after", span.after())
        .param("last", span.last())
        .query(
            row -> {
              Long location = row.getObject("location_id", Long.class);
              Long movement = row.getObject("movement_id", Long.class);
              add(
                  notes,
                  product(row),
                  new Note(
                      location == null ? null : new LocationId(location),
                      movement == null ? null : new MovementId(movement),
                      SqlTimes.get(row, "found_at")));
            });
  }

  private static Segment segment(ResultSet row) throws SQLException {
    Array ids = row.getArray("ids");
    return new Segment(
        row.getInt("segment"),
        location(row),
        row.getObject("month", LocalDate.class),
        row.getLong("first_id"),
        row.getLong("last_id"),
        row.getLong("movements"),
        SqlTimes.get(row, "occurred_min"),
        SqlTimes.get(row, "occurred_max"),
        SqlTimes.get(row, "recorded_min"),
        SqlTimes.get(row, "recorded_max"),
        units(row),
        ids == null ? null : List.of((Long[]) ids.getArray()));
  }

  private static <T> void add(Map<ProductId, List<T>> rows, ProductId product, T row) {
    rows.computeIfAbsent(product, key -> new ArrayList<>()).add(row);
  }

  static ProductId product(ResultSet row) throws SQLException {
    return new ProductId(row.getLong("product_id"));
  }

  private static LocationId location(ResultSet row) throws SQLException {
    return new LocationId(row.getLong("location_id"));
  }

  static StoredLevel level(ResultSet row) throws SQLException {
    long floor = row.getLong("floor");
    @Nullable Long floorOrNull = row.wasNull() ? null : floor;
    return new StoredLevel(
        location(row), units(row), floorOrNull, SqlTimes.getOrNull(row, "below_floor_since"));
  }

  private static LevelUnits units(ResultSet row) throws SQLException {
    return new LevelUnits(
        row.getLong("available"),
        row.getLong("reserved"),
        row.getLong("damaged"),
        row.getLong("quality_control"),
        row.getLong("set_aside"),
        row.getLong("in_transit"));
  }
}
