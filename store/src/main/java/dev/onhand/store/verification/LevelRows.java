package dev.onhand.store.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.verification.ProductReplay;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of levels to be written, column by column. */
final class LevelRows {

  private record Row(ProductId product, LocationId location, ProductReplay.Sum sum) {}

  private final List<Row> rows = new ArrayList<>();

  void add(ProductId product, LocationId location, ProductReplay.Sum sum) {
    rows.add(new Row(product, location, sum));
  }

  /**
   * Levels that do not exist, as their movements left them. (Version 1: a committer that found none
   * would write version 1 over a 0, and takes this one for what it is, a change by someone else.)
   *
   * @return false if one exists by now
   */
  boolean insert(JdbcClient jdbc, SellerId seller) {
    if (rows.isEmpty()) {
      return true;
    }
    int written =
        units(
                jdbc.sql(
                    """
                    insert into stock_level (seller_id, product_id, location_id, available, reserved, damaged,
                      quality_control, set_aside, in_transit, floor, below_floor_since, version, updated_at)
                    select :seller, row.product_id, row.location_id, row.available, row.reserved, row.damaged,
                      row.quality_control, row.set_aside, row.in_transit, p.floor, row.below_floor_since::timestamptz,
                      1, row.recorded_at::timestamptz
                    from unnest(:products, :locations, :available, :reserved, :damaged, :quality_control,
                        :set_aside, :in_transit, :below_floor_since, :recorded_at)
                      as row (product_id, location_id, available, reserved, damaged, quality_control,
                        set_aside, in_transit, below_floor_since, recorded_at)
                    join product p on p.seller_id = :seller and p.product_id = row.product_id
                    order by row.product_id, row.location_id
                    on conflict (seller_id, product_id, location_id) do nothing -- the primary key
                    """),
                ProductReplay.Sum::units)
            .param("seller", seller.value())
            .param("below_floor_since", times(ProductReplay.Sum::belowFloorSince))
            .param("recorded_at", times(ProductReplay.Sum::lastRecordedAt))
            .update();
    return written == rows.size();
  }

  /** Levels that exist and are locked; those that are right already stay as they are. */
  boolean update(JdbcClient jdbc, SellerId seller, Instant now) {
    if (rows.isEmpty()) {
      return true;
    }
    units(
            jdbc.sql(
                """
                update stock_level as present
                set available = row.available, reserved = row.reserved, damaged = row.damaged,
                  quality_control = row.quality_control, set_aside = row.set_aside, in_transit = row.in_transit,
                  below_floor_since = case when row.available < present.floor
                    then coalesce(present.below_floor_since, row.below_floor_since::timestamptz, :now) end,
                  version = present.version + 1,
                  updated_at = :now
                from unnest(:products, :locations, :available, :reserved, :damaged, :quality_control,
                    :set_aside, :in_transit, :below_floor_since)
                  as row (product_id, location_id, available, reserved, damaged, quality_control,
                    set_aside, in_transit, below_floor_since)
                where present.seller_id = :seller
                  and present.product_id = row.product_id and present.location_id = row.location_id
                  and ((present.available, present.reserved, present.damaged,
                      present.quality_control, present.set_aside, present.in_transit)
                    is distinct from (row.available, row.reserved, row.damaged,
                      row.quality_control, row.set_aside, row.in_transit)
                    or coalesce(row.available < present.floor, false) <> (present.below_floor_since is not null))
                """),
            ProductReplay.Sum::units)
        .param("seller", seller.value())
        .param("below_floor_since", times(ProductReplay.Sum::belowFloorSince))
        .param("now", SqlTimes.toSql(now))
        .update();
    return true;
  }

  /** Level checkpoints, of products that have none. */
  void insertCheckpoints(JdbcClient jdbc, SellerId seller) {
    units(
            jdbc.sql(
                """
                insert into level_checkpoint (seller_id, product_id, location_id, movements,
                  available, reserved, damaged, quality_control, set_aside, in_transit)
                select :seller, product_id, location_id, movements,
                  available, reserved, damaged, quality_control, set_aside, in_transit
                from unnest(:products, :locations, :movements, :available, :reserved, :damaged, :quality_control,
                    :set_aside, :in_transit)
                  as row (product_id, location_id, movements, available, reserved, damaged, quality_control,
                    set_aside, in_transit)
                where movements > 0
                """),
            ProductReplay.Sum::unitsAtCut)
        .param("seller", seller.value())
        .param("movements", rows.stream().mapToLong(row -> row.sum().movementsAtCut()).toArray())
        .update();
  }

  private JdbcClient.StatementSpec units(
      JdbcClient.StatementSpec statement, Function<ProductReplay.Sum, LevelUnits> which) {
    return statement
        .param("products", rows.stream().mapToLong(row -> row.product().value()).toArray())
        .param("locations", rows.stream().mapToLong(row -> row.location().value()).toArray())
        .param("available", column(which, State.AVAILABLE))
        .param("reserved", column(which, State.RESERVED))
        .param("damaged", column(which, State.DAMAGED))
        .param("quality_control", column(which, State.QUALITY_CONTROL))
        .param("set_aside", column(which, State.SET_ASIDE))
        .param("in_transit", column(which, State.IN_TRANSIT));
  }

  private long[] column(Function<ProductReplay.Sum, LevelUnits> which, State state) {
    return rows.stream().mapToLong(row -> which.apply(row.sum()).of(state)).toArray();
  }

  private @Nullable String[] times(Function<ProductReplay.Sum, @Nullable Instant> time) {
    return SqlArrays.times(rows, row -> time.apply(row.sum()));
  }
}
