package dev.onhand.engine.explain;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.explain.Part.By;
import dev.onhand.engine.explain.Part.Source;
import dev.onhand.engine.explain.Part.Split;
import dev.onhand.engine.explain.Part.What;
import dev.onhand.engine.explain.StockFacts.Facts;
import dev.onhand.engine.explain.StockFacts.Held;
import dev.onhand.engine.explain.StockFacts.LevelFacts;
import dev.onhand.engine.explain.StockFacts.Listed;
import dev.onhand.engine.explain.StockFacts.ReasonSum;
import dev.onhand.engine.explain.StockFacts.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains a product's stock. */
public final class Explaining {

  /** To add up so many is a matter of a few milliseconds; ten times as many are felt. */
  public static final int QUICK_MOVEMENTS_MAX = 10_000;

  private final StockFacts stock;

  public Explaining(StockFacts stock) {
    this.stock = stock;
  }

  /**
   * @return empty if there is no such product
   * @throws IllegalArgumentException if there is no such channel
   */
  public Optional<Explanation> explain(SellerId seller, ProductRef product, Question question) {
    return stock.find(seller, product, question).map(facts -> explain(facts, question));
  }

  /** Whether a product has so few movements that nobody waits for its explanation. */
  public boolean isQuick(SellerId seller, ProductRef product) {
    return !stock.hasMoreThan(seller, product, QUICK_MOVEMENTS_MAX);
  }

  /** Puts the tree together: pure, so that what is shown follows from the facts alone. */
  static Explanation explain(Facts facts, Question question) {
    Map<Held, List<ReasonSum>> reasons =
        facts.reasons().stream()
            .collect(Collectors.groupingBy(sum -> new Held(sum.location(), sum.state())));
    List<Part> onHand = new ArrayList<>();
    List<Part> inTransit = new ArrayList<>();
    for (LevelFacts level : facts.levels()) {
      List<Part> states = states(facts, level, reasons);
      if (!states.isEmpty()) {
        onHand.add(
            new Part(
                What.LOCATION,
                level.code(),
                level.units().onHand(),
                states.stream().mapToLong(Part::count).sum(),
                null,
                List.of(new Split(By.STATE, states))));
      }
      state(facts, level, State.IN_TRANSIT, reasons, What.LOCATION, level.code())
          .ifPresent(inTransit::add);
    }
    return new Explanation(
        facts.product(),
        facts.sku(),
        facts.name(),
        question.at(),
        Part.sum(What.TOTAL, "on_hand", By.LOCATION, onHand),
        Part.sum(What.TOTAL, "in_transit", By.LOCATION, inTransit),
        question.at() == null && facts.isTracked() ? toPromise(facts.levels()) : null,
        facts.incoming() == null ? null : incoming(facts.incoming(), inTransit),
        question.at() == null ? waiting(facts) : List.of(),
        facts.channel() == null ? List.of() : shares(facts.channel()),
        facts.components().isEmpty() ? null : Bundles.bundle(facts.components()),
        unlike(facts));
  }

  private static List<Part> states(
      Facts facts, LevelFacts level, Map<Held, List<ReasonSum>> reasons) {
    return Arrays.stream(State.values())
        .filter(State::isOnHand)
        .flatMap(state -> state(facts, level, state, reasons, What.STATE, state.code()).stream())
        .toList();
  }

  /** A state that nothing ever was in is left out. */
  private static Optional<Part> state(
      Facts facts,
      LevelFacts level,
      State state,
      Map<Held, List<ReasonSum>> reasons,
      What what,
      String name) {
    Held held = new Held(level.location(), state);
    List<Part> byReason =
        reasons.getOrDefault(held, List.of()).stream()
            .sorted(Comparator.comparing(ReasonSum::reason))
            .map(Explaining::reason)
            .toList();
    long units = level.units().of(state);
    if (units == 0 && byReason.isEmpty()) {
      return Optional.empty();
    }
    List<Split> splits = new ArrayList<>();
    splits.add(new Split(By.REASON, byReason));
    if (state == State.RESERVED || state == State.IN_TRANSIT) {
      Listed causes = facts.causes().getOrDefault(held, Listed.NONE);
      splits.add(new Split(By.CAUSE, listed(causes)));
    }
    return Optional.of(
        new Part(what, name, units, byReason.stream().mapToLong(Part::count).sum(), null, splits));
  }

  private static Part reason(ReasonSum sum) {
    List<Part> movements = new ArrayList<>();
    long shown = 0;
    for (Movement movement : sum.newest()) {
      long units = unitsAt(movement, sum.location(), sum.state());
      shown += units;
      movements.add(
          new Part(
              What.MOVEMENT,
              movement.reason().code(),
              units,
              1,
              new Source(movement.id(), movement.cause(), movement.actor(), movement.occurredAt()),
              List.of()));
    }
    addMore(movements, sum.movements() - movements.size(), sum.units() - shown);
    return new Part(
        What.REASON,
        sum.reason().code(),
        sum.units(),
        sum.movements(),
        null,
        List.of(new Split(By.MOVEMENT, movements)));
  }

  private static long unitsAt(Movement movement, LocationId location, State state) {
    Place.Inside here = new Place.Inside(location, state);
    long units = movement.quantity().units();
    return (movement.to().equals(here) ? units : 0) - (movement.from().equals(here) ? units : 0);
  }

  private static List<Part> listed(Listed listed) {
    List<Part> parts = new ArrayList<>();
    long shown = 0;
    for (StockFacts.Entry entry : listed.entries()) {
      shown += entry.units();
      parts.add(
          new Part(
              What.CAUSE,
              entry.cause().kind().code(),
              entry.units(),
              1,
              new Source(null, entry.cause(), null, entry.since()),
              List.of()));
    }
    addMore(parts, listed.count() - parts.size(), listed.units() - shown);
    return parts;
  }

  private static void addMore(List<Part> parts, long count, long units) {
    if (count != 0 || units != 0) {
      parts.add(new Part(What.MORE, "more", units, count, null, List.of()));
    }
  }

  private static Part toPromise(List<LevelFacts> levels) {
    return Part.sum(
        What.TOTAL, "to_promise", By.LOCATION, levels.stream().map(Explaining::toPromise).toList());
  }

  /** Available, less the floor, but nothing where that is below zero or nothing is sold from. */
  private static Part toPromise(LevelFacts level) {
    List<Part> rules = new ArrayList<>();
    long units = level.units().available();
    rules.add(rule("available", units));
    if (level.floor() != null && level.floor() != 0) {
      rules.add(rule("pre_order", -level.floor()));
      units -= level.floor();
    }
    if (units != 0 && !level.isSellable()) {
      rules.add(rule("not_sold_from", -units));
    } else if (units < 0) {
      rules.add(rule("below_floor", -units));
    }
    return Part.sum(What.LOCATION, level.code(), By.RULE, rules);
  }

  /** What is in transit is told as it is by its movements, so that it is the same number. */
  private static Part incoming(Listed purchases, List<Part> inTransit) {
    return Part.sum(
        What.TOTAL,
        "incoming",
        By.CAUSE,
        List.of(
            total("purchase_orders", purchases),
            Part.sum(What.TOTAL, "in_transit", By.LOCATION, inTransit)));
  }

  private static Part rule(String name, long units) {
    return new Part(What.RULE, name, units, 0, null, List.of());
  }

  private static List<Part> waiting(Facts facts) {
    List<Part> waiting = new ArrayList<>();
    addListed(waiting, "backordered", facts.backorders());
    addListed(waiting, "parked", facts.parked());
    List<Part> open =
        facts.levels().stream()
            .filter(level -> level.floor() != null && level.units().available() < level.floor())
            .map(Explaining::openDifference)
            .toList();
    if (!open.isEmpty()) {
      waiting.add(Part.sum(What.TOTAL, "open_differences", By.LOCATION, open));
    }
    return waiting;
  }

  private static Part openDifference(LevelFacts level) {
    long floor = level.floor() == null ? 0 : level.floor();
    return new Part(
        What.LOCATION,
        level.code(),
        floor - level.units().available(),
        1,
        new Source(null, null, null, level.belowFloorSince()),
        List.of());
  }

  private static void addListed(List<Part> parts, String name, @Nullable Listed listed) {
    if (listed != null && listed.count() > 0) {
      parts.add(total(name, listed));
    }
  }

  private static Part total(String name, Listed listed) {
    return new Part(
        What.TOTAL,
        name,
        listed.units(),
        listed.count(),
        null,
        List.of(new Split(By.CAUSE, listed(listed))));
  }

  private static List<Part> shares(Map<Share, Listed> shares) {
    return new TreeMap<>(shares)
        .entrySet().stream()
            .map(share -> total(share.getKey().name().toLowerCase(Locale.ROOT), share.getValue()))
            .toList();
  }

  private static List<Difference> unlike(Facts facts) {
    Map<LocationId, String> codes =
        facts.levels().stream().collect(Collectors.toMap(LevelFacts::location, LevelFacts::code));
    List<Difference> unlike = new ArrayList<>();
    facts
        .causes()
        .forEach(
            (held, listed) ->
                listed.entries().stream()
                    .filter(entry -> entry.byOrder() != null && entry.byOrder() != entry.units())
                    .map(entry -> unlike(codes.getOrDefault(held.location(), "?"), entry))
                    .forEach(unlike::add));
    return unlike;
  }

  private static Difference unlike(String location, StockFacts.Entry entry) {
    String line = entry.cause().line();
    return new Difference(
        Difference.Kind.RESERVATION,
        List.of(
            "on_hand",
            location,
            State.RESERVED.code(),
            entry.cause().reference() + (line == null ? "" : " line " + line)),
        By.CAUSE,
        entry.byOrder() == null ? 0 : entry.byOrder(),
        entry.units());
  }
}
