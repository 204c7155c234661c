package dev.onhand.core.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** By which rule the locations are chosen that an order's units are reserved at. */
public enum Sourcing {
  /** The locations in order of their priority, each to the last unit. */
  PRIORITY,
  /** The location with the most units first. */
  MOST_AVAILABLE,
  /** The location nearest to where the order goes first; without a destination by priority. */
  NEAREST,
  /** One location that has all, if there is one; else as few as possible. */
  FEWEST_SPLITS,
  /** The first location, by priority, that has any; never split. */
  FIRST_WITH_STOCK;

  /** As written in the database, the API and files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Sourcing> find(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }

  /** So many units of one location. */
  record Pick(Site site, long units) {}

  /** Ties are broken by priority and id, so that the same stock is always sourced the same way. */
  private static final Comparator<Site> BY_PRIORITY =
      Comparator.comparingInt(Site::priority).thenComparing(Site::id);

  /**
   * Which units to take where.
   *
   * @param units wanted, 1 or more
   * @param free how many units may be taken at a location; negative: none
   * @param destination where the order goes, if that is known
   * @return in the order in which to take them, all together at most the units wanted
   */
  List<Pick> pick(
      List<Site> sites, long units, ToLongFunction<Site> free, Site.@Nullable Place destination) {
    List<Pick> picks = new ArrayList<>();
    long rest = units;
    for (Site site : inOrder(sites, units, free, destination)) {
      long taken = Math.min(rest, free.applyAsLong(site));
      if (taken > 0) {
        picks.add(new Pick(site, taken));
        rest -= taken;
        if (rest == 0 || this == FIRST_WITH_STOCK) {
          break;
        }
      }
    }
    return picks;
  }

  /** The locations in the order in which this rule asks them. */
  List<Site> inOrder(
      List<Site> sites, long units, ToLongFunction<Site> free, Site.@Nullable Place destination) {
    Comparator<Site> order =
        switch (this) {
          case PRIORITY, FIRST_WITH_STOCK -> BY_PRIORITY;
          case MOST_AVAILABLE ->
              Comparator.comparingLong(free).reversed().thenComparing(BY_PRIORITY);
          case NEAREST -> nearestTo(destination).thenComparing(BY_PRIORITY);
          case FEWEST_SPLITS ->
              Comparator.comparing((Site site) -> free.applyAsLong(site) < units)
                  .thenComparing(
                      (one, other) ->
                          free.applyAsLong(one) >= units
                              ? 0
                              : Long.compare(free.applyAsLong(other), free.applyAsLong(one)))
                  .thenComparing(BY_PRIORITY);
        };
    return sites.stream().sorted(order).toList();
  }

  private static Comparator<Site> nearestTo(Site.@Nullable Place destination) {
    return Comparator.comparingDouble(
        site -> {
          Site.Place place = site.place();
          return destination == null
              ? 0
              : place == null ? Double.MAX_VALUE : place.distanceTo(destination);
        });
  }
}
