package dev.onhand.core.replay;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.replay.Step.PartKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What happened, read off the journal: levels, what orders held, and from both what was wanted. An
 * order's log says how many of its units waited, and not of which line: that follows from what its
 * lines ordered and got.
 */
final class History {

  private final Map<LevelKey, Level> levels;
  private final Map<ProductId, @Nullable Long> floors = new HashMap<>();
  private final Map<Long, Map<PartKey, Got>> orders = new HashMap<>();
  private long movements;
  private long steps;
  private long unsure;

  /** What a product of a line has so far. */
  private static final class Got {
    private long reserved;
    private long sold;
    private long missing;

    /** Of this step. */
    private long filled;
  }

  History(Start start) {
    this.levels = new HashMap<>(start.levels());
    start.products().forEach((id, product) -> floors.put(id, product.floor()));
    start.orders().forEach(this::begin);
  }

  private void begin(Start.Begun begun) {
    Map<PartKey, Got> parts = new LinkedHashMap<>();
    for (Start.Open open : begun.open()) {
      Got got = new Got();
      got.reserved = open.held();
      got.sold = open.sold();
      parts.put(open.part().key(), got);
    }
    spread(begun.open().stream().map(Start.Open::part).toList(), begun.missing(), parts);
    orders.put(begun.order(), parts);
  }

  long movements() {
    return movements;
  }

  long steps() {
    return steps;
  }

  long unsure() {
    return unsure;
  }

  Map<LevelKey, Level> levels() {
    return levels;
  }

  /** Units that a part of an order waits for. */
  long missing(long order, PartKey part) {
    Got got = orders.getOrDefault(order, Map.of()).get(part);
    return got == null ? 0 : got.missing;
  }

  boolean isWaiting(long order, PartKey part) {
    return missing(order, part) > 0;
  }

  void apply(Movement movement) {
    movements++;
    change(movement, movement.from(), -movement.quantity().units());
    change(movement, movement.to(), movement.quantity().units());
  }

  private void change(Movement movement, Place place, long units) {
    if (place instanceof Place.Inside inside) {
      LevelKey key = new LevelKey(movement.product(), inside.location());
      Level before = levels.get(key);
      levels.put(
          key,
          (before == null ? Level.empty(floors.get(movement.product())) : before)
              .plus(inside.state(), units, movement.recordedAt()));
    }
  }

  /** What was wanted for each part of the order after a step. */
  Map<PartKey, Target> apply(Step step) {
    steps++;
    Map<PartKey, Got> parts = orders.computeIfAbsent(step.order(), id -> new LinkedHashMap<>());
    step.parts().forEach(part -> parts.computeIfAbsent(part.key(), key -> new Got()));
    Map<PartKey, Target> sold = new LinkedHashMap<>();
    for (Movement movement : step.moved()) {
      apply(movement);
      PartKey key = key(movement);
      book(movement, parts.computeIfAbsent(key, k -> new Got()));
      if (movement.reason() == Reason.SALE) {
        sold.merge(key, sale(step, movement, key), History::sum);
      }
    }
    spread(step.parts(), step.missing(), parts);
    Map<PartKey, Target> targets = new LinkedHashMap<>();
    for (PartKey key : inOrderOfLines(step, parts)) {
      Got got = Objects.requireNonNull(parts.get(key));
      Target left = sold.getOrDefault(key, Target.NOTHING);
      targets.put(
          key,
          new Target(got.reserved + got.missing, left.sold(), left.soldFrom(), left.wasReserved()));
    }
    if (parts.values().stream().allMatch(got -> got.reserved == 0 && got.missing == 0)) {
      orders.remove(step.order());
    }
    return targets;
  }

  /** As the planner takes them, also what a line was made of before it was changed. */
  private static List<PartKey> inOrderOfLines(Step step, Map<PartKey, Got> parts) {
    Map<String, List<PartKey>> byLine = new LinkedHashMap<>();
    step.lines().forEach(line -> byLine.put(line, new ArrayList<>()));
    parts
        .keySet()
        .forEach(key -> byLine.computeIfAbsent(key.line(), l -> new ArrayList<>()).add(key));
    return byLine.values().stream().flatMap(List::stream).toList();
  }

  static PartKey key(Movement movement) {
    return new PartKey(Objects.requireNonNullElse(movement.cause().line(), ""), movement.product());
  }

  /** What leaves from several locations at once was not placed. */
  private static Target sum(Target one, Target other) {
    return new Target(
        0,
        one.sold() + other.sold(),
        Objects.equals(one.soldFrom(), other.soldFrom()) ? one.soldFrom() : null,
        one.wasReserved() && other.wasReserved());
  }

  private static Target sale(Step step, Movement movement, PartKey key) {
    Place.Inside from = (Place.Inside) movement.from();
    boolean isPlaced =
        step.parts().stream().anyMatch(part -> part.key().equals(key) && part.isPlaced());
    LocationId location = isPlaced ? from.location() : null;
    return new Target(0, movement.quantity().units(), location, from.state() == State.RESERVED);
  }

  private static void book(Movement movement, Got got) {
    long units = movement.quantity().units();
    switch (movement.reason()) {
      case RESERVE -> {
        got.reserved += units;
        got.filled += units;
      }
      case RELEASE -> got.reserved -= units;
      case SALE -> {
        got.sold += units;
        if (movement.from() instanceof Place.Inside inside && inside.state() == State.RESERVED) {
          got.reserved -= units;
        }
      }
      default -> {} // what comes back is of no line any more
    }
  }

  /** Which lines wait: the first of these that adds up to what the log says. */
  private void spread(List<Step.Part> lines, long missing, Map<PartKey, Got> parts) {
    Map<PartKey, Step.Part> known = new HashMap<>();
    lines.forEach(part -> known.put(part.key(), part));
    ToLongFunction<PartKey> ordered =
        key -> known.containsKey(key) ? open(parts, key, known.get(key).ordered()) : 0;
    ToLongFunction<PartKey> kept =
        key ->
            known.containsKey(key)
                ? open(parts, key, known.get(key).ordered() - known.get(key).cancelled())
                : 0;
    if (missing == 0) {
      set(parts, key -> 0);
    } else if (total(parts, ordered) == missing) {
      set(parts, ordered);
    } else if (total(parts, kept) == missing) {
      set(parts, kept);
    } else if (total(parts, key -> left(parts, key)) == missing) {
      set(parts, key -> left(parts, key));
    } else {
      unsure++;
      fill(parts, ordered, missing);
    }
    parts.values().forEach(got -> got.filled = 0);
  }

  /** As before, less what it got. */
  private static long left(Map<PartKey, Got> parts, PartKey key) {
    Got got = Objects.requireNonNull(parts.get(key));
    return Math.max(0, got.missing - got.filled);
  }

  private static long open(Map<PartKey, Got> parts, PartKey key, long wanted) {
    Got got = Objects.requireNonNull(parts.get(key));
    return Math.max(0, wanted - got.reserved - got.sold);
  }

  private static long total(Map<PartKey, Got> parts, ToLongFunction<PartKey> missing) {
    return parts.keySet().stream().mapToLong(missing).sum();
  }

  private static void set(Map<PartKey, Got> parts, ToLongFunction<PartKey> missing) {
    parts.forEach((key, got) -> got.missing = missing.applyAsLong(key));
  }

  /** In the order of the lines; what is left over waits for the last. */
  private static void fill(Map<PartKey, Got> parts, ToLongFunction<PartKey> most, long missing) {
    long rest = missing;
    Got last = null;
    for (Map.Entry<PartKey, Got> part : parts.entrySet()) {
      last = part.getValue();
      last.missing = Math.min(rest, most.applyAsLong(part.getKey()));
      rest -= last.missing;
    }
    if (last != null) {
      last.missing += rest;
    }
  }
}
