package dev.onhand.core.replay;

import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.replay.Step.PartKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lives through a past period twice at once: under the settings as they are, which is held against
 * what happened, and under others. It is told what happened in the order in which that was
 * committed, and holds no more of it than levels, open orders and listings.
 *
 * <p>Stock that came or went for other reasons than orders did so all the same, and what came back
 * came back. Who bought then buys again, but for what is not shown under the other settings and is
 * under those as they are: that is lost. Who found nothing then is not known, so that a smaller
 * buffer wins no sale. Time is that of what happened, and never goes back.
 */
public final class Replay {

  private final Start start;
  private final Map<LocationId, String> codes = new HashMap<>();
  private final History history;
  private final Run unchanged;
  private final Run changed;
  private final List<String> examples = new ArrayList<>();
  private long differences;
  private Instant now;

  /**
   * @param settings as they are
   * @param others to compare them with
   */
  public Replay(Start start, Setup settings, Setup others) {
    this.start = start;
    start.locations().forEach((code, id) -> codes.put(id, code));
    this.history = new History(start);
    this.unchanged = new Run(start, settings, history);
    this.changed = new Run(start, others, history);
    this.now = start.at();
  }

  /** A movement that no order made. */
  public void moved(Movement movement) {
    advance(movement.occurredAt());
    history.apply(movement);
    unchanged.fact(movement);
    changed.fact(movement);
    settle();
  }

  /** Something that was done for an order. */
  public void stepped(Step step) {
    advance(step.occurredAt());
    Map<PartKey, Target> targets = history.apply(step);
    if (step.isFirst()) {
      changed.lose(step, targets, notShown(step, targets));
    }
    World.Made made = unchanged.step(step, targets, now);
    compare(step, made);
    changed.step(step, targets, now);
    settle();
  }

  private void advance(Instant to) {
    now = to.isAfter(now) ? to : now;
    unchanged.advance(now);
    changed.advance(now);
  }

  /** An order that waited then too is looked at when it was then. */
  private void settle() {
    unchanged.settle(history::isWaiting, now);
    changed.settle(history::isWaiting, now);
  }

  private Set<PartKey> notShown(Step step, Map<PartKey, Target> targets) {
    String channel = step.name().channel();
    Set<ProductId> missed = new HashSet<>();
    Run.sold(step, targets)
        .forEach(
            (product, units) -> {
              if (changed.offered(channel, product) < units
                  && unchanged.offered(channel, product) >= units) {
                missed.add(product);
              }
            });
    Set<PartKey> parts = new HashSet<>();
    step.parts().stream()
        .filter(part -> missed.contains(part.sold()))
        .filter(part -> targets.getOrDefault(part.key(), Target.NOTHING).units() > 0)
        .forEach(part -> parts.add(part.key()));
    return parts;
  }

  private record Change(Reason reason, ProductId product, Place from, Place to) {}

  private static Map<Change, Long> changes(List<Movement> movements) {
    Map<Change, Long> changes = new HashMap<>();
    for (Movement one : movements) {
      if (one.reason() != Reason.SALE_RETURN) {
        changes.merge(
            new Change(one.reason(), one.product(), one.from(), one.to()),
            one.quantity().units(),
            Long::sum);
      }
    }
    return changes;
  }

  private void compare(Step step, World.Made made) {
    Map<Change, Long> then = changes(step.moved());
    Map<Change, Long> here = changes(made.movements());
    if (!then.equals(here)) {
      differ(
          "order %s: then %s, here %s"
              .formatted(step.name().reference(), shown(then), shown(here)));
    } else if (step.missing() != made.missing()) {
      differ(
          "order %s: %d units waited then, %d here"
              .formatted(step.name().reference(), step.missing(), made.missing()));
    }
  }

  private String shown(Map<Change, Long> changes) {
    TreeSet<String> parts = new TreeSet<>();
    changes.forEach(
        (change, units) ->
            parts.add(
                "%s %d of %s at %s"
                    .formatted(change.reason().code(), units, sku(change.product()), at(change))));
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  private String at(Change change) {
    return change.from() instanceof Place.Inside inside
        ? code(inside.location())
        : change.from().code();
  }

  private String sku(ProductId product) {
    Stocked known = start.products().get(product);
    return known == null ? product.toString() : known.sku().value();
  }

  private String code(LocationId location) {
    return codes.getOrDefault(location, Long.toString(location.value()));
  }

  private void differ(String what) {
    differences++;
    if (examples.size() < Replayed.EXAMPLES_MAX) {
      examples.add(what);
    }
  }

  /** Ends the period. */
  public Replayed end(Instant at) {
    advance(at);
    history
        .levels()
        .forEach(
            (key, then) -> {
              Level here = unchanged.world().levels().get(key);
              if (here == null
                  || here.available() != then.available()
                  || here.reserved() != then.reserved()) {
                differ(
                    "%s at %s: %d available and %d reserved then, %d and %d here"
                        .formatted(
                            sku(key.product()),
                            code(key.location()),
                            then.available(),
                            then.reserved(),
                            here == null ? 0 : here.available(),
                            here == null ? 0 : here.reserved()));
              }
            });
    return new Replayed(
        history.movements(),
        history.steps(),
        history.unsure(),
        unchanged.end(now),
        changed.end(now),
        differences,
        examples,
        ends());
  }

  private List<Replayed.LevelEnd> ends() {
    Set<LevelKey> keys = new TreeSet<>(unchanged.world().levels().keySet());
    keys.addAll(changed.world().levels().keySet());
    return keys.stream()
        .map(
            key ->
                new Replayed.LevelEnd(
                    sku(key.product()),
                    code(key.location()),
                    available(unchanged, key),
                    available(changed, key)))
        .filter(end -> end.unchanged() != end.changed())
        .sorted(
            Comparator.comparingLong(
                    (Replayed.LevelEnd end) -> -Math.abs(end.changed() - end.unchanged()))
                .thenComparing(Replayed.LevelEnd::sku)
                .thenComparing(Replayed.LevelEnd::location))
        .limit(Replayed.LEVELS_MAX)
        .toList();
  }

  private static long available(Run run, LevelKey key) {
    Level level = run.world().levels().get(key);
    return level == null ? 0 : level.available();
  }
}
