package dev.onhand.core.ledger;

import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What tests of the ledger start from: a T-shirt, two houses and a moment. */
final class Given {

  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  static final Details DETAILS = Details.of(Cause.of(Cause.Kind.PERSON), "ann");
  static final LocationId BERLIN = new LocationId(1);
  static final LocationId HAMBURG = new LocationId(2);
  static final Stocked TEE = product(1, "TEE-M", Stocked.Tracking.TRACKED, 0L);

  private Given() {}

  static Stocked product(long id, String sku, Stocked.Tracking tracking, @Nullable Long floor) {
    return new Stocked(new ProductId(id), new Sku(sku), tracking, floor);
  }

  /** Books that know the T-shirt and both houses. */
  static WorkingBooks books() {
    WorkingBooks books = new WorkingBooks();
    books.load(TEE);
    books.load(BERLIN, "berlin");
    books.load(HAMBURG, "hamburg");
    return books;
  }

  static WorkingBooks books(long availableInBerlin) {
    WorkingBooks books = books();
    books.load(at(BERLIN), available(availableInBerlin));
    return books;
  }

  static WorkingBooks.LevelKey at(LocationId location) {
    return new WorkingBooks.LevelKey(TEE.id(), location);
  }

  static Level available(long units) {
    return Level.empty(0L).plus(State.AVAILABLE, units, NOW);
  }

  static Command.Move move(String key, Reason reason, long units) {
    return Command.Move.of(key, "TEE-M", reason, units, "berlin", DETAILS);
  }

  static Command.Move fact(String key, Reason reason, long units) {
    return new Command.Move(
        new MovementKey(key),
        ProductRef.sku("TEE-M"),
        reason,
        Quantity.of(units),
        LocationRef.code("berlin"),
        null,
        null,
        Command.Mode.FACT,
        null,
        DETAILS);
  }

  static Command.Move transfer(String key, long units) {
    return between(key, Reason.TRANSFER_OUT, units);
  }

  static Command.Move between(String key, Reason reason, long units) {
    return new Command.Move(
        new MovementKey(key),
        ProductRef.sku("TEE-M"),
        reason,
        Quantity.of(units),
        LocationRef.code("berlin"),
        LocationRef.code("hamburg"),
        null,
        Command.Mode.WISH,
        null,
        DETAILS);
  }

  static Command.SetOnHand setOnHand(String key, long onHand) {
    return new Command.SetOnHand(
        new MovementKey(key),
        ProductRef.sku("TEE-M"),
        LocationRef.code("berlin"),
        onHand,
        Command.Basis.COUNT,
        null,
        DETAILS);
  }

  static Command.Reverse reverse(String key, MovementId movement) {
    return new Command.Reverse(new MovementKey(key), movement, Command.Mode.WISH, DETAILS);
  }

  static Movement recorded(Outcome outcome) {
    return ((Outcome.Recorded) outcome).movement();
  }
}
