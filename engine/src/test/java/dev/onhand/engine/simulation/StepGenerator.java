package dev.onhand.engine.simulation;

import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.testing.LedgerScript;
import dev.onhand.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** Draws the steps of a run. The same seed draws the same steps. Not thread-safe. */
public final class StepGenerator {

  private static final List<Reason> ANY =
      List.of(Reason.values()).stream().filter(reason -> reason != Reason.REVERSAL).toList();

  private static final List<Reason> USUAL =
      List.of(
          Reason.PURCHASE,
          Reason.PURCHASE,
          Reason.SALE,
          Reason.SALE,
          Reason.SALE,
          Reason.RESERVE,
          Reason.RELEASE,
          Reason.TRANSFER_OUT,
          Reason.TRANSFER_IN,
          Reason.SALE_RETURN,
          Reason.SET_ASIDE_UNITS,
          Reason.PUT_BACK);

  /** As many earlier wishes as are worth repeating. */
  private static final int REMEMBERED_MAX = 500;

  private final RandomGenerator random;
  private final String keyPrefix;
  private final List<Wish> earlier = new ArrayList<>();
  private int keys;

  /**
   * @param keyPrefix begins each key, so that several generators draw different keys
   */
  public StepGenerator(long seed, String keyPrefix) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.keyPrefix = keyPrefix;
  }

  /** Steps with so many commands or a few more. */
  public List<Step> steps(int commands) {
    List<Step> steps = new ArrayList<>();
    for (int count = 0; count < commands; ) {
      Step step = step();
      steps.add(step);
      count += step.wishes().size();
    }
    return steps;
  }

  /** The next step. */
  public Step step() {
    List<Wish> wishes = new ArrayList<>();
    int size = chance(80) ? 1 : 2 + random.nextInt(7);
    for (int i = 0; i < size; i++) {
      wishes.add(wish());
    }
    Integer reliesOn = chance(3) ? random.nextInt(World.NO_PRODUCT) : null;
    Integer edits = chance(2) ? random.nextInt(World.NO_PRODUCT) : null;
    return new Step(wishes, size > 1 && chance(60), reliesOn, chance(40), edits);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T oneOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private Wish wish() {
    if (!earlier.isEmpty() && chance(8)) {
      return oneOf(earlier);
    }
    boolean isReused = !earlier.isEmpty() && chance(3);
    Wish wish = freshWish(isReused ? oneOf(earlier).key() : keyPrefix + keys++);
    if (earlier.size() < REMEMBERED_MAX) {
      earlier.add(wish);
    } else {
      earlier.set(random.nextInt(REMEMBERED_MAX), wish);
    }
    return wish;
  }

  private Wish freshWish(String key) {
    Reason reason = reason();
    int product = product();
    int location = chance(2) ? World.NO_LOCATION : random.nextInt(World.NO_LOCATION);
    int second = chance(2) ? World.NO_LOCATION : random.nextInt(World.NO_LOCATION);
    // Facts go below the floor; the tracked products are for checking that nothing else does.
    boolean fact = product >= World.TRACKED && chance(25);
    return new Wish(
        key,
        reason,
        product,
        location,
        second,
        state(reason),
        units(reason),
        fact,
        chance(10) ? random.nextInt(-1, 2) : null,
        occurredAt(),
        reason == Reason.REVERSAL && !earlier.isEmpty() ? oneOf(earlier).key() : "",
        chance(70) ? 0 : random.nextInt(4));
  }

  private int product() {
    if (chance(2)) {
      return chance(50) ? World.PLACEHOLDER : World.NO_PRODUCT;
    }
    return random.nextInt(World.UNTRACKED + 1);
  }

  private @Nullable Reason reason() {
    if (chance(5)) {
      return null;
    }
    if (chance(6)) {
      return Reason.REVERSAL;
    }
    return chance(80) ? oneOf(USUAL) : oneOf(ANY);
  }

  private @Nullable State state(@Nullable Reason reason) {
    return reason == null || reason.statesToChoose().isEmpty() || chance(50)
        ? null
        : oneOf(reason.statesToChoose());
  }

  private long units(@Nullable Reason reason) {
    if (chance(1)) {
      return Quantity.UNITS_MAX - random.nextInt(2);
    }
    return reason == null ? random.nextInt(30) : 1 + random.nextInt(12);
  }

  private @Nullable Instant occurredAt() {
    if (chance(1)) {
      return LedgerScript.NOW.plus(Duration.ofDays(400_000));
    }
    return chance(10) ? LedgerScript.NOW.minus(Duration.ofMinutes(random.nextInt(100_000))) : null;
  }
}
