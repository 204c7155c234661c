package dev.onhand.core.replay;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.listing.Supply;
import dev.onhand.core.order.Bundle;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Site;
import dev.onhand.core.replay.Step.PartKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A period as it goes under one setup: its world, what its listings show, and what is counted. */
final class Run {

  private final Start start;
  private final Setup setup;
  private final World world;
  private final Map<String, Shelves> shelves = new LinkedHashMap<>();
  private final Map<ProductId, Set<ProductId>> bundlesOf = new HashMap<>();
  private final Map<Long, Set<PartKey>> lost = new HashMap<>();
  private long orders;
  private long oversoldOrders;
  private long oversoldUnits;
  private long lostOrders;
  private long lostUnits;
  private long splits;

  Run(Start start, Setup setup, History history) {
    this.start = start;
    this.setup = setup;
    this.world = new World(start, setup, history);
    start.bundles().forEach(this::addBundle);
    setup.channels().values().stream()
        .filter(channel -> channel.account() != null)
        .forEach(channel -> addShelves(channel.code(), channel.account()));
  }

  private void addBundle(ProductId bundle, List<Order.Component> components) {
    components.forEach(
        component ->
            bundlesOf.computeIfAbsent(component.product(), p -> new HashSet<>()).add(bundle));
  }

  private void addShelves(String channel, Setup.Account account) {
    Shelves ofChannel = new Shelves(account, start.at());
    shelves.put(channel, ofChannel);
    for (Setup.Outlet outlet : account.listings()) {
      long free = free(outlet.product(), account.locations());
      ofChannel.add(new Shelf(outlet, free, desired(outlet, account, free), start.at()));
    }
  }

  World world() {
    return world;
  }

  private static long desired(Setup.Outlet outlet, Setup.Account account, long free) {
    return outlet.rule().desired(new Supply(free, outlet.units(), 0), account.quantityMax());
  }

  private long free(ProductId product, Set<LocationId> locations) {
    List<Order.Component> components = start.bundles().get(product);
    if (components == null) {
      return world.free(product, locations);
    }
    Set<LocationId> sites =
        start.sites().stream()
            .map(Site::id)
            .filter(site -> locations.isEmpty() || locations.contains(site))
            .collect(Collectors.toSet());
    Map<ProductId, Map<LocationId, Long>> free = new HashMap<>();
    for (Order.Component component : components) {
      Map<LocationId, Long> there = new HashMap<>();
      sites.forEach(site -> there.put(site, world.free(component.product(), Set.of(site))));
      free.put(component.product(), there);
    }
    return Bundle.available(components, sites, free).units();
  }

  /** Lets the listings be told until then. */
  void advance(Instant to) {
    shelves.values().forEach(ofChannel -> ofChannel.advance(to));
  }

  void fact(Movement movement) {
    world.fact(movement);
  }

  /**
   * How many units of a product can be bought on a channel.
   *
   * @return below 0: that is not known
   */
  long offered(String code, ProductId product) {
    Setup.Channel channel = setup.channels().get(code);
    if (channel == null) {
      return -1;
    }
    if (channel.account() == null) {
      Supply supply = new Supply(free(product, Set.of()), 1, 0);
      return channel.rule().desired(supply, ListingRule.UNITS_MAX);
    }
    Shelves ofChannel = shelves.get(code);
    return ofChannel == null
        ? -1
        : ofChannel.of(product).stream().mapToLong(Shelf::offered).max().orElse(-1);
  }

  /** Parts of an order that are not bought here, from now on. */
  void lose(Step step, Map<PartKey, Target> targets, Set<PartKey> parts) {
    if (parts.isEmpty()) {
      return;
    }
    lost.put(step.order(), parts);
    lostOrders++;
    parts.forEach(part -> lostUnits += targets.getOrDefault(part, Target.NOTHING).units());
  }

  /** Brings an order to what is wanted for it, and counts what came of it. */
  World.Made step(Step step, Map<PartKey, Target> targets, Instant now) {
    Map<PartKey, Target> wanted = new LinkedHashMap<>(targets);
    Set<PartKey> without = lost.getOrDefault(step.order(), Set.of());
    without.forEach(part -> wanted.computeIfPresent(part, (key, target) -> Target.NOTHING));
    List<Movement> moved = new ArrayList<>(resource(step));
    List<Movement> returned =
        step.moved().stream()
            .filter(movement -> movement.reason() == Reason.SALE_RETURN)
            .filter(movement -> !without.contains(History.key(movement)))
            .toList();
    World.Made made = world.step(step, wanted, returned);
    moved.addAll(made.movements());
    if (step.isFirst()) {
      count(made, without.size() == targets.size());
      sell(step, wanted, now);
    }
    return new World.Made(moved, made.missing(), made.uncovered());
  }

  private void count(World.Made made, boolean isNothingBought) {
    orders += isNothingBought ? 0 : 1;
    long lacking = made.missing() + made.uncovered();
    oversoldOrders += lacking > 0 ? 1 : 0;
    oversoldUnits += lacking;
    long places =
        made.movements().stream()
            .map(Movement::from)
            .filter(
                place -> place instanceof Place.Inside inside && inside.state() == State.AVAILABLE)
            .distinct()
            .count();
    splits += Math.max(0, places - 1);
  }

  /** The first listing that has as many takes them off, where channels do that. */
  private void sell(Step step, Map<PartKey, Target> wanted, Instant now) {
    Shelves ofChannel = shelves.get(step.name().channel());
    if (ofChannel == null || !ofChannel.account().takesOff()) {
      return;
    }
    sold(step, wanted)
        .forEach(
            (product, units) -> {
              List<Shelf> some = ofChannel.of(product);
              some.stream()
                  .filter(shelf -> shelf.offered() >= units)
                  .findFirst()
                  .or(() -> some.stream().findFirst())
                  .ifPresent(
                      shelf -> {
                        shelf.sell(units, now);
                        ofChannel.place(shelf);
                      });
            });
  }

  /** Units of what was sold: of a bundle, not of what it is made of. */
  static Map<ProductId, Long> sold(Step step, Map<PartKey, Target> wanted) {
    Map<String, Map<ProductId, Long>> byLine = new LinkedHashMap<>();
    for (Step.Part part : step.parts()) {
      long units = wanted.getOrDefault(part.key(), Target.NOTHING).units() / part.factor();
      byLine
          .computeIfAbsent(part.line(), line -> new LinkedHashMap<>())
          .merge(part.sold(), units, Math::max);
    }
    Map<ProductId, Long> sold = new LinkedHashMap<>();
    byLine
        .values()
        .forEach(line -> line.forEach((product, units) -> sold.merge(product, units, Long::sum)));
    sold.values().removeIf(units -> units == 0);
    return sold;
  }

  /** What a person moved from one location to another stays where that person wanted it. */
  private List<Movement> resource(Step step) {
    List<Movement> made = new ArrayList<>();
    for (Movement taken : step.moved()) {
      if (taken.reason() == Reason.RELEASE) {
        step.moved().stream()
            .filter(given -> given.reason() == Reason.RESERVE)
            .filter(given -> History.key(given).equals(History.key(taken)))
            .findFirst()
            .ifPresent(
                given ->
                    made.addAll(
                        world.resource(
                            step.order(),
                            History.key(taken),
                            location(taken),
                            location(given),
                            taken.quantity().units(),
                            step.recordedAt())));
      }
    }
    return made;
  }

  private static LocationId location(Movement movement) {
    return ((Place.Inside) movement.from()).location();
  }

  /** Lets come what follows from an event: who waits is served, and listings want other numbers. */
  void settle(World.Attended attended, Instant now) {
    world.fill(attended, now);
    for (ProductId product : world.touched()) {
      desire(product, now);
      bundlesOf.getOrDefault(product, Set.of()).forEach(bundle -> desire(bundle, now));
    }
  }

  private void desire(ProductId product, Instant now) {
    for (Shelves ofChannel : shelves.values()) {
      for (Shelf shelf : ofChannel.of(product)) {
        long free = free(product, ofChannel.account().locations());
        shelf.desire(desired(shelf.outlet(), ofChannel.account(), free), free, now);
        ofChannel.place(shelf);
      }
    }
  }

  Tally end(Instant at) {
    advance(at);
    List<Shelf> all =
        shelves.values().stream().flatMap(ofChannel -> ofChannel.all().stream()).toList();
    all.forEach(shelf -> shelf.count(at));
    return new Tally(
        orders,
        oversoldOrders,
        oversoldUnits,
        world.missing(),
        lostOrders,
        lostUnits,
        splits,
        shelves.values().stream().mapToLong(Shelves::pushes).sum(),
        shelves.values().stream().mapToLong(Shelves::calls).sum(),
        Duration.ofMillis(all.stream().mapToLong(Shelf::staleMillis).sum()).toMinutes(),
        Math.round(
            all.stream().mapToDouble(Shelf::withheldUnitMillis).sum()
                / Duration.ofDays(1).toMillis()));
  }
}
