package dev.onhand.core.ledger;

import dev.onhand.core.ledger.Outcome.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Books in memory that decisions are applied to as they are made, so that each is decided against
 * all before it. The shell loads what a batch of commands touches, has it decided here, and writes
 * what {@link #recorded()} and {@link #changedLevels()} say.
 *
 * <p>Not safe for use by several threads.
 */
public final class WorkingBooks implements Books {

  /** A product at a location. */
  public record LevelKey(ProductId product, LocationId location) implements Comparable<LevelKey> {
    @Override
    public int compareTo(LevelKey other) {
      int byProduct = product.compareTo(other.product);
      return byProduct != 0 ? byProduct : location.compareTo(other.location);
    }
  }

  private final Map<MovementKey, Movement> movementsByKey = new HashMap<>();
  private final Map<MovementId, Movement> movementsById = new HashMap<>();
  private final Map<MovementId, MovementId> reversals = new HashMap<>();
  private final Map<ProductRef, Stocked> products = new HashMap<>();
  private final Map<LocationRef, LocationId> locations = new HashMap<>();
  private final Map<LevelKey, Level> levels = new HashMap<>();

  private final List<Movement> recorded = new ArrayList<>();
  private final Map<LevelKey, Level> changed = new HashMap<>();

  /** What undoes the list being decided, newest last; null outside of one. */
  private @Nullable List<Runnable> undo;

  public void load(Movement movement) {
    movementsByKey.put(movement.key(), movement);
    movementsById.put(movement.id(), movement);
    if (movement.reverses() != null) {
      reversals.put(movement.reverses(), movement.id());
    }
  }

  public void load(Stocked product) {
    products.put(product.id(), product);
    products.put(new ProductRef.BySku(product.sku()), product);
  }

  public void load(LocationId id, String code) {
    locations.put(id, id);
    locations.put(new LocationRef.ByCode(code), id);
  }

  public void load(LevelKey key, Level level) {
    levels.put(key, level);
  }

  /**
   * Decides commands in order, each against what those before it left.
   *
   * @param atomic all or none: one refusal refuses the others too
   * @param ids gives each movement its id
   * @return an outcome for each command, in the same order
   */
  public List<Outcome> decide(
      List<Command> commands, boolean atomic, Supplier<MovementId> ids, Instant now) {
    List<Outcome> outcomes = decideEach(commands, atomic, ids, now);
    undo = null;
    return outcomes;
  }

  /** As {@link #decide}, and leaves the books as they were. */
  public List<Outcome> preview(
      List<Command> commands, boolean atomic, Supplier<MovementId> ids, Instant now) {
    List<Outcome> outcomes = decideEach(commands, atomic, ids, now);
    rollBack();
    return outcomes;
  }

  private List<Outcome> decideEach(
      List<Command> commands, boolean atomic, Supplier<MovementId> ids, Instant now) {
    undo = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>(commands.size());
    for (Command command : commands) {
      Outcome outcome = Decider.decide(this, command, ids.get(), now);
      if (outcome instanceof Recorded done) {
        apply(done.movement(), now);
      }
      outcomes.add(outcome);
      if (atomic && outcome instanceof Outcome.Refused refused) {
        rollBack();
        return refuseAll(commands.size(), outcomes.size() - 1, refused);
      }
    }
    return outcomes;
  }

  /**
   * The outcomes of a list that is refused as a whole, for a row it relied on that changed since.
   * What the journal has stays recorded all the same: it was decided before that.
   */
  public List<Outcome> refuse(List<Command> commands, Outcome.StaleVersion refusal) {
    List<Outcome> outcomes = new ArrayList<>(commands.size());
    for (Command command : commands) {
      Movement known = movementsByKey.get(command.key());
      outcomes.add(known == null ? refusal : Decider.repeat(command, known));
    }
    return outcomes;
  }

  private static List<Outcome> refuseAll(int size, int index, Outcome.Refused refused) {
    List<Outcome> outcomes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      outcomes.add(i == index ? refused : new Outcome.ListRefused(index, refused.detail()));
    }
    return outcomes;
  }

  private void apply(Movement movement, Instant now) {
    load(movement);
    recorded.add(movement);
    undoLater(
        () -> {
          movementsByKey.remove(movement.key());
          movementsById.remove(movement.id());
          if (movement.reverses() != null) {
            reversals.remove(movement.reverses());
          }
          recorded.removeLast();
        });
    change(movement, movement.from(), -movement.quantity().units(), now);
    change(movement, movement.to(), movement.quantity().units(), now);
  }

  private void change(Movement movement, Place place, long units, Instant now) {
    if (!(place instanceof Place.Inside inside)) {
      return;
    }
    LevelKey key = new LevelKey(movement.product(), inside.location());
    Level before = levels.get(key);
    Level changedBefore = changed.get(key);
    Level base = before == null ? Level.empty(floorOf(movement.product())) : before;
    Level after = base.plus(inside.state(), units, now);
    levels.put(key, after);
    changed.put(key, after);
    undoLater(
        () -> {
          restore(levels, key, before);
          restore(changed, key, changedBefore);
        });
  }

  private static void restore(Map<LevelKey, Level> map, LevelKey key, @Nullable Level before) {
    if (before == null) {
      map.remove(key);
    } else {
      map.put(key, before);
    }
  }

  private void undoLater(Runnable action) {
    if (undo != null) {
      undo.add(action);
    }
  }

  private void rollBack() {
    if (undo != null) {
      undo.reversed().forEach(Runnable::run);
      undo = null;
    }
  }

  private @Nullable Long floorOf(ProductId product) {
    Stocked stocked = products.get(product);
    return stocked == null ? null : stocked.floor();
  }

  /** The movements recorded by decisions here, in order. */
  public List<Movement> recorded() {
    return recorded;
  }

  /** The levels that decisions here changed, as they are now. */
  public Map<LevelKey, Level> changedLevels() {
    return changed;
  }

  /** All levels known here. */
  public Map<LevelKey, Level> levels() {
    return levels;
  }

  @Override
  public Optional<Movement> findMovement(MovementKey key) {
    return Optional.ofNullable(movementsByKey.get(key));
  }

  @Override
  public Optional<Movement> findMovement(MovementId id) {
    return Optional.ofNullable(movementsById.get(id));
  }

  @Override
  public Optional<MovementId> findReversalOf(MovementId id) {
    return Optional.ofNullable(reversals.get(id));
  }

  @Override
  public Optional<Stocked> findProduct(ProductRef ref) {
    return Optional.ofNullable(products.get(ref));
  }

  @Override
  public Optional<LocationId> findLocation(LocationRef ref) {
    return Optional.ofNullable(locations.get(ref));
  }

  @Override
  public Level level(Stocked product, LocationId location) {
    Level level = levels.get(new LevelKey(product.id(), location));
    return level == null ? Level.empty(product.floor()) : level;
  }
}
