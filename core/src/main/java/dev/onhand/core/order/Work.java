package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Brings what was done for one line to what should be, step by step. */
final class Work {

  private final Order.Line line;
  private final Moves moves;
  private final Taken taken;
  private final OrderBooks books;
  private final Sourcing sourcing;
  private final Site.@Nullable Place destination;
  private final Map<LevelKey, Order.Doing> doings = new LinkedHashMap<>();

  Work(
      Order.Line line,
      Moves moves,
      Taken taken,
      OrderBooks books,
      Sourcing sourcing,
      Site.@Nullable Place destination) {
    this.line = line;
    this.moves = moves;
    this.taken = taken;
    this.books = books;
    this.sourcing = sourcing;
    this.destination = destination;
    line.doings()
        .forEach(doing -> doings.put(new LevelKey(doing.product(), doing.location()), doing));
  }

  List<Order.Doing> doings() {
    return List.copyOf(doings.values());
  }

  boolean isUntouched() {
    return moves.commands().isEmpty();
  }

  /** Nothing stays reserved for what the line is not made of any more. */
  void releaseOthers(List<Order.Component> components) {
    for (Order.Doing doing : of(other(components))) {
      release(doing, doing.reserved());
    }
  }

  /**
   * Puts back what was taken off the books for what the line is not made of any more, and never
   * left.
   *
   * @param unitsOfLine that were reported shipped before the line was what it is now
   */
  void putBackOthers(List<Order.Component> components, long unitsOfLine) {
    Map<ProductId, Long> factors = new LinkedHashMap<>();
    of(other(components)).forEach(doing -> factors.put(doing.product(), doing.factor()));
    factors.forEach(
        (product, factor) ->
            putBack(product, sum(product, Order.Doing::fulfilled) - unitsOfLine * factor));
  }

  /** Units of the line that left as something else than it is now, before it was swapped. */
  long fulfilledAsOther(List<Order.Component> components) {
    return unitsOfLine(of(other(components)), Order.Doing::fulfilled);
  }

  /**
   * Ships what is missing, or puts back what never left.
   *
   * @param unitsOfLine that should be gone
   */
  void fulfil(Order.Component component, long unitsOfLine) {
    long wanted = Math.max(0, unitsOfLine) * component.units();
    long gone = sum(component.product(), Order.Doing::fulfilled);
    if (wanted > gone) {
      ship(component, wanted - gone);
    } else if (wanted < gone) {
      putBack(component.product(), gone - wanted);
    }
  }

  private void ship(Order.Component component, long units) {
    LocationId named =
        line.shippedFrom() == null ? null : books.findLocation(line.shippedFrom()).orElse(null);
    if (named != null) {
      long reserved = Math.min(units, doing(component, named).reserved());
      shipReserved(doing(component, named), reserved);
      shipAvailable(component, named, units - reserved);
      return;
    }
    long rest = units;
    for (Order.Doing doing : of(is(component.product()))) {
      long reserved = Math.min(rest, doing.reserved());
      shipReserved(doing, reserved);
      rest -= reserved;
    }
    shipFromAnywhere(component, rest);
  }

  private void shipFromAnywhere(Order.Component component, long units) {
    if (units == 0) {
      return;
    }
    ProductId product = component.product();
    ToLongFunction<Site> present = site -> taken.present(product, site.id());
    long rest = units;
    List<Site> asked = sourcing.inOrder(books.sites(), units, present, destination);
    for (Site site : asked) {
      long there = Math.clamp(present.applyAsLong(site), 0, rest);
      shipAvailable(component, site.id(), there);
      rest -= there;
    }
    // The goods did leave, though the books have none: the difference stays open where it arose.
    shipAvailable(component, asked.getFirst().id(), rest);
  }

  private void shipReserved(Order.Doing doing, long units) {
    if (units > 0) {
      Order.Doing after = with(doing, -units, units, 0);
      moves.fulfil(
          doing.product(), doing.location(), State.RESERVED, units, after.counts().fulfils());
    }
  }

  private void shipAvailable(Order.Component component, LocationId location, long units) {
    if (units > 0) {
      Order.Doing after = with(doing(component, location), 0, units, 0);
      taken.take(component.product(), location, units);
      moves.fulfil(component.product(), location, State.AVAILABLE, units, after.counts().fulfils());
    }
  }

  private void putBack(ProductId product, long units) {
    long rest = units;
    for (Order.Doing doing : of(is(product)).reversed()) {
      long back = Math.min(rest, doing.fulfilled() - doing.returned());
      if (back > 0) {
        Order.Doing after = with(doing, 0, -back, 0);
        taken.take(product, doing.location(), -back);
        moves.putBack(product, doing.location(), back, after.counts().putBacks());
        rest -= back;
      }
    }
  }

  /**
   * Reserves what is missing as far as it is free, or releases what is too much.
   *
   * @param unitsOfLine that should be reserved
   * @return units of the product that could not be
   */
  long reserve(Order.Component component, long unitsOfLine) {
    ProductId product = component.product();
    long wanted = unitsOfLine * component.units();
    long held = sum(product, Order.Doing::reserved);
    if (wanted <= held) {
      releaseSome(product, held - wanted);
      return 0;
    }
    long rest = reserveHanded(component, wanted - held);
    if (rest == 0) {
      return 0;
    }
    List<Site> sites = sitesFor(product);
    if (sites.stream().allMatch(site -> taken.free(product, site.id()) <= 0)) {
      return rest;
    }
    Spare spare =
        new Spare(
            books.claimable(),
            place -> taken.free(product, place),
            books.claims(product, line.id()));
    ToLongFunction<Site> free =
        site -> spare.isOwed() ? spare.at(site.id()) : taken.free(product, site.id());
    long most = spare.isOwed() ? Math.min(rest, spare.units()) : rest;
    for (Sourcing.Pick pick : sourcing.pick(sites, most, free, destination)) {
      Order.Doing after = with(doing(component, pick.site().id()), pick.units(), 0, 0);
      taken.take(product, pick.site().id(), pick.units());
      moves.reserve(product, pick.site().id(), pick.units(), after.counts().reserves());
      rest -= pick.units();
    }
    return rest;
  }

  /**
   * Reserves what is handed to the order where it is: nobody who waits comes before.
   *
   * @return units that are still missing
   */
  private long reserveHanded(Order.Component component, long units) {
    ProductId product = component.product();
    long rest = units;
    for (Map.Entry<LocationId, Long> there : taken.handed(product).entrySet()) {
      long some = Math.min(rest, there.getValue());
      if (some > 0) {
        Order.Doing after = with(doing(component, there.getKey()), some, 0, 0);
        taken.takeHanded(product, there.getKey(), some);
        moves.reserve(product, there.getKey(), some, after.counts().reserves());
        rest -= some;
      }
    }
    return rest;
  }

  /** A rule that does not split stays with the location it chose. */
  private List<Site> sitesFor(ProductId product) {
    if (sourcing != Sourcing.FIRST_WITH_STOCK || sum(product, Order.Doing::reserved) == 0) {
      return books.sites();
    }
    return books.sites().stream()
        .filter(
            site ->
                of(is(product)).stream()
                    .anyMatch(doing -> doing.reserved() > 0 && doing.location().equals(site.id())))
        .toList();
  }

  private void releaseSome(ProductId product, long units) {
    long rest = units;
    for (Order.Doing doing : of(is(product)).reversed()) {
      long some = Math.min(rest, doing.reserved());
      release(doing, some);
      rest -= some;
    }
  }

  private void release(Order.Doing doing, long units) {
    if (units > 0) {
      Order.Doing after = with(doing, -units, 0, 0);
      taken.take(doing.product(), doing.location(), -units);
      moves.release(doing.product(), doing.location(), units, after.counts().releases());
    }
  }

  /**
   * Books what came back, first of what the line was before.
   *
   * @param unitsOfLine all that came back
   */
  void takeBack(List<Order.Component> components, long unitsOfLine) {
    long before = Math.min(unitsOfLine, fulfilledAsOther(components));
    for (Order.Doing doing : of(other(components))) {
      takeBack(doing, before * doing.factor() - sum(doing.product(), Order.Doing::returned));
    }
    for (Order.Component component : components) {
      long missing =
          (unitsOfLine - before) * component.units()
              - sum(component.product(), Order.Doing::returned);
      for (Order.Doing doing : of(is(component.product()))) {
        missing -= takeBack(doing, missing);
      }
    }
  }

  private long takeBack(Order.Doing doing, long units) {
    long back = Math.min(units, doing.fulfilled() - doing.returned());
    if (back <= 0) {
      return 0;
    }
    OrderSnapshot.ReturnedTo to = line.returnedTo();
    LocationId location =
        to == null || to.location() == null
            ? doing.location()
            : books.findLocation(to.location()).orElse(doing.location());
    State state = to == null ? State.AVAILABLE : to.state();
    Order.Doing after = with(doing, 0, 0, back);
    if (state == State.AVAILABLE) {
      taken.take(doing.product(), location, -back);
    }
    moves.takeBack(doing, location, state, back, after.counts().returns());
    return back;
  }

  private Order.Doing doing(Order.Component component, LocationId location) {
    return doings.getOrDefault(
        new LevelKey(component.product(), location),
        Order.Doing.none(component.product(), location, component.units()));
  }

  private Order.Doing with(Order.Doing doing, long reserved, long fulfilled, long returned) {
    Order.Doing after = doing.plus(reserved, fulfilled, returned);
    doings.put(new LevelKey(doing.product(), doing.location()), after);
    return after;
  }

  private List<Order.Doing> of(Predicate<Order.Doing> which) {
    return new ArrayList<>(doings.values().stream().filter(which).toList());
  }

  private static Predicate<Order.Doing> is(ProductId product) {
    return doing -> doing.product().equals(product);
  }

  private static Predicate<Order.Doing> other(List<Order.Component> components) {
    return doing ->
        components.stream().noneMatch(component -> component.product().equals(doing.product()));
  }

  private long sum(ProductId product, ToLongFunction<Order.Doing> what) {
    return of(is(product)).stream().mapToLong(what).sum();
  }

  /** The most that any product among these stands for. */
  private static long unitsOfLine(List<Order.Doing> some, ToLongFunction<Order.Doing> what) {
    Map<ProductId, Long> byProduct = new LinkedHashMap<>();
    for (Order.Doing doing : some) {
      byProduct.merge(doing.product(), what.applyAsLong(doing) / doing.factor(), Long::sum);
    }
    return byProduct.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
