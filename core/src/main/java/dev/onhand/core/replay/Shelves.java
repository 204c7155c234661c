package dev.onhand.core.replay;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.listing.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The listings of an account, told within its budget: the most urgent first, one number under way
 * for each, and always the newest that is wanted.
 */
final class Shelves {

  private record Landing(Instant at, Shelf shelf) {}

  private final Setup.Account account;
  private final List<Shelf> all = new ArrayList<>();
  private final Map<ProductId, List<Shelf>> byProduct = new HashMap<>();

  /** By the place in which each was put in, as what it should show may change while it waits. */
  private final TreeMap<Urgency, Shelf> due = new TreeMap<>();

  private final Map<Shelf, Urgency> places = new HashMap<>();
  private final PriorityQueue<Landing> landings =
      new PriorityQueue<>(
          Comparator.comparing(Landing::at)
              .thenComparingLong(landing -> landing.shelf().outlet().id()));
  private final PriorityQueue<Landing> resting =
      new PriorityQueue<>(
          Comparator.comparing(Landing::at)
              .thenComparingLong(landing -> landing.shelf().outlet().id()));
  private Instant now;
  private Instant nextCallAt;
  private LocalDate day = LocalDate.MIN;
  private int callsToday;
  private long pushes;
  private long calls;

  Shelves(Setup.Account account, Instant now) {
    this.account = account;
    this.now = now;
    this.nextCallAt = now;
  }

  Setup.Account account() {
    return account;
  }

  void add(Shelf shelf) {
    all.add(shelf);
    byProduct.computeIfAbsent(shelf.outlet().product(), product -> new ArrayList<>()).add(shelf);
  }

  List<Shelf> of(ProductId product) {
    return byProduct.getOrDefault(product, List.of());
  }

  List<Shelf> all() {
    return all;
  }

  long pushes() {
    return pushes;
  }

  long calls() {
    return calls;
  }

  /** Puts a listing where it belongs, after something of it changed. */
  void place(Shelf shelf) {
    Urgency before = places.remove(shelf);
    if (before != null) {
      due.remove(before);
    }
    if (!shelf.isDue()) {
      return;
    }
    Instant rests = shelf.restsUntil(account.budget().pushesPerListing(), now);
    if (rests.isAfter(now)) {
      resting.add(new Landing(rests, shelf));
    } else {
      Urgency place = shelf.urgency();
      places.put(shelf, place);
      due.put(place, shelf);
    }
  }

  /** Does all that is to be done until then. */
  void advance(Instant to) {
    while (true) {
      Instant landing = landings.isEmpty() ? Instant.MAX : landings.element().at();
      Instant waking = resting.isEmpty() ? Instant.MAX : resting.element().at();
      Instant call = due.isEmpty() ? Instant.MAX : later(nextCallAt, now);
      Instant next = earlier(landing, earlier(waking, call));
      if (next.isAfter(to)) {
        now = later(now, to);
        return;
      }
      now = later(now, next);
      if (next.equals(landing)) {
        Shelf shelf = landings.remove().shelf();
        shelf.land(now);
        place(shelf);
      } else if (next.equals(waking)) {
        place(resting.remove().shelf());
      } else {
        call();
      }
    }
  }

  private void call() {
    Setup.Budget budget = account.budget();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (!today.equals(day)) {
      day = today;
      callsToday = 0;
    }
    if (budget.callsPerDay() != null && callsToday >= budget.callsPerDay()) {
      nextCallAt = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return;
    }
    callsToday++;
    calls++;
    for (int i = 0; i < budget.perCall() && !due.isEmpty(); i++) {
      Shelf shelf = due.pollFirstEntry().getValue();
      places.remove(shelf);
      shelf.tell(now);
      pushes++;
      landings.add(new Landing(now.plus(account.lag()), shelf));
    }
    if (budget.callsPerSecond() != null) {
      nextCallAt = now.plus(Duration.ofSeconds(1).dividedBy(budget.callsPerSecond()));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
