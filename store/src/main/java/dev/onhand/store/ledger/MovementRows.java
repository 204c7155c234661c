package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outside;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Quantity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a row of table {@code movement} (all its columns, by name). */
public final class MovementRows {

  private MovementRows() {}

  public static Movement map(ResultSet row) throws SQLException {
    Long reverses = longOrNull(row, "reverses");
    return new Movement(
        new MovementId(row.getLong("movement_id")),
        new MovementKey(row.getString("key")),
        new Digest(row.getObject("digest", UUID.class)),
        new ProductId(row.getLong("product_id")),
        Reason.find(row.getString("reason")).orElseThrow(),
        Quantity.of(row.getLong("quantity")),
        place(row, "from_place", "from_location_id"),
        balance(row, "from_after", "from_on_hand_after"),
        place(row, "to_place", "to_location_id"),
        balance(row, "to_after", "to_on_hand_after"),
        cause(row),
        row.getString("actor"),
        row.getString("note"),
        reverses == null ? null : new MovementId(reverses),
        instant(row, "occurred_at"),
        instant(row, "recorded_at"));
  }

  /** Its cause alone. */
  public static Cause cause(ResultSet row) throws SQLException {
    return new Cause(
        Cause.Kind.valueOf(row.getString("cause_kind").toUpperCase(Locale.ROOT)),
        row.getString("cause_reference"),
        row.getString("cause_line"));
  }

  private static Place place(ResultSet row, String placeColumn, String locationColumn)
      throws SQLException {
    String code = row.getString(placeColumn).toUpperCase(Locale.ROOT);
    Long location = longOrNull(row, locationColumn);
    return location == null
        ? new Place.Beyond(Outside.valueOf(code))
        : new Place.Inside(new LocationId(location), State.valueOf(code));
  }

  private static Movement.@Nullable Balance balance(
      ResultSet row, String inStateColumn, String onHandColumn) throws SQLException {
    Long inState = longOrNull(row, inStateColumn);
    return inState == null ? null : new Movement.Balance(inState, row.getLong(onHandColumn));
  }

  static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
