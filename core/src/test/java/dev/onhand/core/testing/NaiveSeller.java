package dev.onhand.core.testing;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Decider;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A seller whose books are nothing but the list of movements: each level is added up anew each time
 * it is asked for, and every look-up is a search. Slow, and too simple to be wrong.
 */
public final class NaiveSeller implements TestSeller, Books {

  private record LevelFloor(ProductId product, LocationId location) {}

  private final Instant now;
  private final List<Movement> movements = new ArrayList<>();
  private final Map<ProductId, Stocked> products = new LinkedHashMap<>();
  private final Map<ProductId, Long> versions = new HashMap<>();
  private final Map<LocationId, String> locations = new LinkedHashMap<>();
  private final Map<LevelFloor, Optional<Long>> floors = new HashMap<>();

  public NaiveSeller(Instant now) {
    this.now = now;
  }

  @Override
  public ProductId addProduct(String sku, Stocked.Tracking tracking, @Nullable Long floor) {
    ProductId id = new ProductId(products.size() + 1L);
    products.put(id, new Stocked(id, new Sku(sku), tracking, floor));
    versions.put(id, 1L);
    return id;
  }

  @Override
  public LocationId addLocation(String code) {
    LocationId id = new LocationId(locations.size() + 1L);
    locations.put(id, code);
    return id;
  }

  @Override
  public void setFloor(ProductId product, LocationId location, @Nullable Long floor) {
    floors.put(new LevelFloor(product, location), Optional.ofNullable(floor));
  }

  @Override
  public void rename(ProductId product, String sku) {
    products.computeIfPresent(
        product, (id, old) -> new Stocked(id, new Sku(sku), old.tracking(), old.floor()));
    edit(product);
  }

  @Override
  public void edit(ProductId product) {
    versions.merge(product, 1L, Long::sum);
  }

  @Override
  public List<Outcome> submit(
      List<Command> commands, boolean atomic, Map<ProductId, Long> expectedVersions) {
    int before = movements.size();
    List<Outcome> outcomes = new ArrayList<>();
    for (Command command : commands) {
      Outcome outcome = Decider.decide(this, command, new MovementId(movements.size() + 1L), now);
      Outcome stale = findMovement(command.key()).isPresent() ? null : stale(expectedVersions);
      outcomes.add(stale == null ? outcome : stale);
      if (stale == null && outcome instanceof Outcome.Recorded recorded) {
        movements.add(recorded.movement());
      }
    }
    Optional<Outcome> refused =
        outcomes.stream().filter(Outcome.Refused.class::isInstance).findFirst();
    boolean isStale = outcomes.stream().anyMatch(Outcome.StaleVersion.class::isInstance);
    if (!atomic || refused.isEmpty() || isStale) {
      return outcomes;
    }
    movements.subList(before, movements.size()).clear();
    int index = outcomes.indexOf(refused.get());
    String why = ((Outcome.Refused) refused.get()).detail();
    outcomes.replaceAll(
        outcome -> outcome == refused.get() ? outcome : new Outcome.ListRefused(index, why));
    return outcomes;
  }

  private @Nullable Outcome stale(Map<ProductId, Long> expected) {
    return expected.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(versions.getOrDefault(entry.getKey(), -1L)))
        .map(
            entry ->
                (Outcome)
                    new Outcome.StaleVersion(
                        "product", entry.getValue(), versions.getOrDefault(entry.getKey(), -1L)))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Level level(ProductId product, LocationId location) {
    Stocked stocked = products.get(product);
    return stocked == null ? Level.empty(null) : level(stocked, location);
  }

  @Override
  public Level level(Stocked product, LocationId location) {
    Optional<Long> own = floors.get(new LevelFloor(product.id(), location));
    Long floor = own == null ? product.floor() : own.orElse(null);
    long available = sum(product, location, State.AVAILABLE);
    return new Level(
        available,
        sum(product, location, State.RESERVED),
        sum(product, location, State.DAMAGED),
        sum(product, location, State.QUALITY_CONTROL),
        sum(product, location, State.SET_ASIDE),
        sum(product, location, State.IN_TRANSIT),
        floor,
        floor != null && available < floor ? now : null,
        0);
  }

  private long sum(Stocked product, LocationId location, State state) {
    Place place = new Place.Inside(location, state);
    long sum = 0;
    for (Movement movement : movements) {
      if (movement.product().equals(product.id())) {
        sum += movement.to().equals(place) ? movement.quantity().units() : 0;
        sum -= movement.from().equals(place) ? movement.quantity().units() : 0;
      }
    }
    return sum;
  }

  @Override
  public Optional<Movement> findMovement(MovementKey key) {
    return find(movement -> movement.key().equals(key));
  }

  @Override
  public Optional<Movement> findMovement(MovementId id) {
    return find(movement -> movement.id().equals(id));
  }

  @Override
  public Optional<MovementId> findReversalOf(MovementId id) {
    return find(movement -> id.equals(movement.reverses())).map(Movement::id);
  }

  private Optional<Movement> find(Predicate<Movement> wanted) {
    return movements.stream().filter(wanted).findFirst();
  }

  @Override
  public Optional<Stocked> findProduct(ProductRef ref) {
    return switch (ref) {
      case ProductId id -> Optional.ofNullable(products.get(id));
      case ProductRef.BySku bySku ->
          products.values().stream()
              .filter(product -> product.sku().equals(bySku.sku()))
              .findFirst();
    };
  }

  @Override
  public Optional<LocationId> findLocation(LocationRef ref) {
    return locations.entrySet().stream()
        .filter(
            entry ->
                switch (ref) {
                  case LocationId id -> entry.getKey().equals(id);
                  case LocationRef.ByCode byCode -> entry.getValue().equals(byCode.code());
                })
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
