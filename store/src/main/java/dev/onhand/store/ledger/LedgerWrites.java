package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What the committer writes, a statement a method. Levels say how many rows were written, so that a
 * conflict shows as a shortfall.
 *
 * <p>Arrays are unnested in the select list, a row at a time: in the {@code from} clause each of
 * them would be laid aside as a whole first, which took a fifth of the time of an insert.
 */
final class LedgerWrites {

  private LedgerWrites() {}

  private static final Set<String> MET_BY_REPEATED =
      Set.of("movement_key_unique", "movement_reversed_once");

  /**
   * Movements whose keys are new. One that is not fails all of it ({@link #isRepeated}): to be
   * ready to leave single rows out costs the server a third of the whole insert.
   */
  static void insertMovements(Pipeline pipeline, List<OfSeller<Movement>> rows) {
    List<Movement> movements = OfSeller.unwrap(rows);
    pipeline.update(
        """
        insert into movement (seller_id, movement_id, key, digest, product_id, reason, quantity,
          from_place, from_location_id, from_after, from_on_hand_after,
          to_place, to_location_id, to_after, to_on_hand_after,
          cause_kind, cause_reference, cause_line, actor, note, reverses, occurred_at, recorded_at)
        select unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
          unnest(?), unnest(?), unnest(?), unnest(?),
          unnest(?), unnest(?), unnest(?), unnest(?),
          unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
          timestamptz 'epoch' + unnest(?) * interval '1 microsecond',
          timestamptz 'epoch' + unnest(?) * interval '1 microsecond'
        """,
        (statement, first) ->
            new Columns(statement, first)
                .sellers(rows)
                .longs(movements, movement -> movement.id().value())
                .texts(movements, movement -> movement.key().value())
                .uuids(movements, movement -> movement.digest().value())
                .longs(movements, movement -> movement.product().value())
                .texts(movements, movement -> movement.reason().code())
                .longs(movements, movement -> movement.quantity().units())
                .texts(movements, movement -> movement.from().code())
                .nullableLongs(movements, movement -> locationOf(movement.from()))
                .nullableLongs(movements, movement -> inState(movement.fromAfter()))
                .nullableLongs(movements, movement -> onHand(movement.fromAfter()))
                .texts(movements, movement -> movement.to().code())
                .nullableLongs(movements, movement -> locationOf(movement.to()))
                .nullableLongs(movements, movement -> inState(movement.toAfter()))
                .nullableLongs(movements, movement -> onHand(movement.toAfter()))
                .texts(movements, movement -> movement.cause().kind().code())
                .texts(movements, movement -> movement.cause().reference())
                .texts(movements, movement -> movement.cause().line())
                .texts(movements, Movement::actor)
                .texts(movements, Movement::note)
                .nullableLongs(
                    movements,
                    movement -> movement.reverses() == null ? null : movement.reverses().value())
                .times(movements, Movement::occurredAt)
                .times(movements, Movement::recordedAt)
                .count(),
        written -> {});
  }

  /** Whether a statement failed for a movement that is in the journal, or a reversal of one. */
  static boolean isRepeated(SQLException failure) {
    return failure instanceof PSQLException refused
        && refused.getServerErrorMessage() != null
        && MET_BY_REPEATED.contains(
            String.valueOf(refused.getServerErrorMessage().getConstraint()));
  }

  /**
   * Levels that were read and locked, as they are after the batch and one version on. A row that
   * has another version by now is left alone and shows as a shortfall.
   *
   * <p>An upsert, although all rows exist: it goes by the primary key whatever the statistics say.
   * An update joined to the rows was planned as a scan of all the seller's levels when there were
   * few, and kept.
   */
  static void updateLevels(
      Pipeline pipeline,
      List<OfSeller<Map.Entry<LevelKey, Level>>> levels,
      Instant now,
      Pipeline.Counter written) {
    pipeline.update(
        """
        insert into stock_level as present (updated_at, seller_id, product_id, location_id, available, reserved, damaged,
          quality_control, set_aside, in_transit, below_floor_since, floor, version)
        select ?, seller_id, product_id, location_id, available, reserved, damaged,
          quality_control, set_aside, in_transit,
          timestamptz 'epoch' + below_floor_us * interval '1 microsecond', floor, version_read + 1
        from (
          select unnest(?) as seller_id, unnest(?) as product_id, unnest(?) as location_id,
            unnest(?) as available, unnest(?) as reserved, unnest(?) as damaged, unnest(?) as quality_control,
            unnest(?) as set_aside, unnest(?) as in_transit, unnest(?) as below_floor_us, unnest(?) as floor,
            unnest(?) as version_read) as row
        order by seller_id, product_id, location_id
        on conflict (seller_id, product_id, location_id) do update -- the primary key
        set available = excluded.available,
          reserved = excluded.reserved,
          damaged = excluded.damaged,
          quality_control = excluded.quality_control,
          set_aside = excluded.set_aside,
          in_transit = excluded.in_transit,
          below_floor_since = excluded.below_floor_since,
          version = excluded.version,
          updated_at = excluded.updated_at
        where present.version = excluded.version - 1
        """,
        (statement, first) -> bindLevels(new Columns(statement, first), levels, now),
        written);
  }

  /**
   * Levels that did not exist when they were read. One that another lane made since is left alone
   * and shows as a shortfall: to wait for its lock here, out of order, would be to wait for each
   * other.
   */
  static void insertLevels(
      Pipeline pipeline,
      List<OfSeller<Map.Entry<LevelKey, Level>>> levels,
      Instant now,
      Pipeline.Counter written) {
    pipeline.update(
        """
        insert into stock_level (updated_at, seller_id, product_id, location_id, available, reserved, damaged,
          quality_control, set_aside, in_transit, below_floor_since, floor, version)
        select ?, seller_id, product_id, location_id, available, reserved, damaged,
          quality_control, set_aside, in_transit,
          timestamptz 'epoch' + below_floor_us * interval '1 microsecond', floor, version_read + 1
        from (
          select unnest(?) as seller_id, unnest(?) as product_id, unnest(?) as location_id,
            unnest(?) as available, unnest(?) as reserved, unnest(?) as damaged, unnest(?) as quality_control,
            unnest(?) as set_aside, unnest(?) as in_transit, unnest(?) as below_floor_us, unnest(?) as floor,
            unnest(?) as version_read) as row
        order by seller_id, product_id, location_id
        on conflict (seller_id, product_id, location_id) do nothing -- the primary key
        """,
        (statement, first) -> bindLevels(new Columns(statement, first), levels, now),
        written);
  }

  private static int bindLevels(
      Columns columns, List<OfSeller<Map.Entry<LevelKey, Level>>> rows, Instant now)
      throws SQLException {
    List<Map.Entry<LevelKey, Level>> levels = OfSeller.unwrap(rows);
    return columns
        .time(now)
        .sellers(rows)
        .longs(levels, level -> level.getKey().product().value())
        .longs(levels, level -> level.getKey().location().value())
        .longs(levels, level -> level.getValue().available())
        .longs(levels, level -> level.getValue().reserved())
        .longs(levels, level -> level.getValue().damaged())
        .longs(levels, level -> level.getValue().qualityControl())
        .longs(levels, level -> level.getValue().setAside())
        .longs(levels, level -> level.getValue().inTransit())
        .times(levels, level -> level.getValue().belowFloorSince())
        .nullableLongs(levels, level -> level.getValue().floor())
        .longs(levels, level -> level.getValue().version())
        .count();
  }

  private static @Nullable Long locationOf(Place place) {
    return place instanceof Place.Inside inside ? inside.location().value() : null;
  }

  private static @Nullable Long inState(Movement.@Nullable Balance balance) {
    return balance == null ? null : balance.inState();
  }

  private static @Nullable Long onHand(Movement.@Nullable Balance balance) {
    return balance == null ? null : balance.onHand();
  }
}
