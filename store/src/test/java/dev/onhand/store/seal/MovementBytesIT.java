package dev.onhand.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.store.ledger.MovementRows;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is hashed of a movement never changes: a seal must be checkable for ever, by anyone who can
 * read the rows.
 */
class MovementBytesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int INT8 = 20;
  private static final int TEXT = 25;
  private static final int TIMESTAMPTZ = 1184;
  private static final int UUID_TYPE = 2950;
  private static final int COLUMNS = 23;

  private final TestSeller seller = TestSeller.create(DATABASE, 3, 2);
  private final ByteBuffer bytes = ByteBuffer.allocate(20_000);

  @Test
  void areTheColumnsInTheirBinaryForm() {
    seller.record(new RandomCommands(3, 3, 2).next(200, seller.clock().instant()));
    var movements =
        seller
            .transactions()
            .call(
                seller.id(),
                jdbc ->
                    jdbc.sql(
                            "select m.*, encode(movement_bytes(m), 'hex') as bytes from movement m")
                        .query(
                            (row, number) -> {
                              assertThat(row.getString("bytes"))
                                  .isEqualTo(expected(MovementRows.map(row)));
                              return number;
                            })
                        .list());
    assertThat(movements).hasSizeGreaterThan(50);
  }

  private String expected(Movement movement) {
    bytes.clear().putInt(COLUMNS);
    number(seller.id().value());
    number(movement.id().value());
    number(movement.product().value());
    number(movement.quantity().units());
    end(movement.from(), movement.fromAfter());
    end(movement.to(), movement.toAfter());
    text(movement.reason().code());
    text(movement.key().value());
    UUID digest = movement.digest().value();
    bytes.putInt(UUID_TYPE).putInt(16);
    bytes.putLong(digest.getMostSignificantBits()).putLong(digest.getLeastSignificantBits());
    text(movement.cause().kind().code());
    text(movement.cause().reference());
    text(movement.cause().line());
    text(movement.actor());
    text(movement.note());
    number(movement.reverses() == null ? null : movement.reverses().value());
    time(movement.occurredAt());
    time(movement.recordedAt());
    return HexFormat.of().formatHex(bytes.array(), 0, bytes.position());
  }

  private void end(Place place, Movement.Balance balance) {
    number(place instanceof Place.Inside inside ? inside.location().value() : null);
    text(place.code());
    number(balance == null ? null : balance.inState());
    number(balance == null ? null : balance.onHand());
  }

  private void number(Long value) {
    bytes.putInt(INT8);
    if (value == null) {
      bytes.putInt(-1);
    } else {
      bytes.putInt(Long.BYTES).putLong(value);
    }
  }

  private void text(String value) {
    bytes.putInt(TEXT);
    if (value == null) {
      bytes.putInt(-1);
    } else {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      bytes.putInt(utf8.length).put(utf8);
    }
  }

  private void time(Instant value) {
    bytes.putInt(TIMESTAMPTZ).putInt(Long.BYTES);
    bytes.putLong(ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), value));
  }
}
