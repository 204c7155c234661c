package dev.onhand.store.testing;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Commands of all sorts at random, a third of them dated back by up to a hundred days. Half of them
 * are about the first product. The same seed gives the same commands.
 */
public final class RandomCommands {

  private static final Duration BACK_MAX = Duration.ofDays(100);

  private static final List<Reason> REASONS =
      List.of(
          Reason.PURCHASE,
          Reason.PURCHASE,
          Reason.PURCHASE,
          Reason.SALE,
          Reason.SALE,
          Reason.SALE_RETURN,
          Reason.RESERVE,
          Reason.RELEASE,
          Reason.SET_ASIDE_UNITS,
          Reason.PUT_BACK,
          Reason.TRANSFER_OUT,
          Reason.TRANSFER_IN,
          Reason.TRANSFER_LOST,
          Reason.TRANSFER_BACK,
          Reason.DAMAGE);

  private final long seed;
  private final RandomGenerator random;
  private final int products;
  private final int locations;
  private int made;

  public RandomCommands(long seed, int products, int locations) {
    this.seed = seed;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.products = products;
    this.locations = locations;
  }

  /** So many commands that are recorded at a time; many will be refused. */
  public List<Command> next(int count, Instant now) {
    List<Command> commands = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      commands.add(next(now));
    }
    return commands;
  }

  private Command next(Instant now) {
    made++;
    Reason reason = REASONS.get(random.nextInt(REASONS.size()));
    int location = 1 + random.nextInt(locations);
    int other = 1 + (location % locations);
    Instant occurredAt =
        random.nextInt(3) == 0 ? now.minusSeconds(random.nextLong(BACK_MAX.toSeconds())) : null;
    return new Command.Move(
        new MovementKey("random-" + seed + "-" + made),
        ProductRef.sku("SKU-" + (random.nextBoolean() ? 1 : 1 + random.nextInt(products))),
        reason,
        Quantity.of(1 + random.nextInt(9)),
        LocationRef.code("L" + location),
        reason.needsSecondLocation() ? LocationRef.code("L" + other) : null,
        null,
        random.nextInt(20) == 0 ? Command.Mode.FACT : Command.Mode.WISH,
        null,
        new Details(
            new Cause(Cause.Kind.ORDER, "O-" + made / 3, Integer.toString(made % 3)),
            "tester",
            note(),
            occurredAt));
  }

  private @Nullable String note() {
    return random.nextInt(10) == 0 ? "note é \"" + random.nextInt(1_000) + "\"" : null;
  }
}
