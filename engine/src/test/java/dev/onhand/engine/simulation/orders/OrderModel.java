package dev.onhand.engine.simulation.orders;

import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.OrderSnapshot.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How orders must end where there is enough of everything, said from the set of all that was shown
 * of them, in whatever order it came. It shares no code with the planner: maps and maxima only.
 */
final class OrderModel {

  /** What a status asks for; the further on in the life of an order, the later. */
  private enum Meaning {
    NOTHING,
    HOLD,
    RESERVE,
    TAKE_OFF,
    LEFT,
    RELEASE,
    CAME_BACK
  }

  private static final Map<String, Meaning> OPERATIONS =
      Map.of(
          "reserve_for_order", Meaning.RESERVE,
          "fulfill_order", Meaning.LEFT,
          "release_order_reservation", Meaning.RELEASE);

  private static final Map<String, Map<String, Meaning>> MEANINGS =
      Map.of(
          "web",
          Map.of(
              "processing", Meaning.RESERVE,
              "shipped", Meaning.LEFT,
              "cancelled", Meaning.RELEASE,
              "returned", Meaning.CAME_BACK),
          "till",
          Map.of(
              "processing", Meaning.TAKE_OFF,
              "complete", Meaning.LEFT,
              "canceled", Meaning.RELEASE),
          "mall",
          Map.of(
              "created", Meaning.HOLD,
              "pending", Meaning.HOLD,
              "paid", Meaning.RESERVE,
              "shipped", Meaning.LEFT,
              "unpaid", Meaning.RELEASE,
              "returned", Meaning.CAME_BACK));

  /** Which SKUs there are in the end. */
  private final Set<String> skus;

  private final boolean isEveryHoldOver;
  private final String firstHouse;
  private final Map<String, Long> units = new TreeMap<>();

  OrderModel(Set<String> skus, boolean isEveryHoldOver, String firstHouse) {
    this.skus = skus;
    this.isEveryHoldOver = isEveryHoldOver;
    this.firstHouse = firstHouse;
  }

  /** Units that moved otherwise. */
  void add(String sku, String house, String state, long moved) {
    put(place(sku, house, state), moved);
  }

  static String place(String sku, String house, String state) {
    return "%s %s at %s".formatted(sku, state, house);
  }

  static String done(Order.Name name, String line, String sku, String what) {
    return "%s/%s %s of %s".formatted(name.reference(), line, what, sku);
  }

  /** What must be so: no entry is 0. */
  Map<String, Long> units() {
    units.values().removeIf(some -> some == 0);
    return units;
  }

  private void put(String what, long some) {
    units.merge(what, some, Long::sum);
  }

  /**
   * Books an order as it must end.
   *
   * @param shown all that was shown of it
   * @param unpacked units of each line that a house took back
   */
  void add(Order.Name name, Collection<OrderSnapshot> shown, Collection<OrderLife.Back> unpacked) {
    List<OrderSnapshot> withLines = shown.stream().filter(one -> one.lines() != null).toList();
    OrderSnapshot newest = newestLines(withLines);
    Meaning wish = wish(name.channel(), shown);
    boolean isCounted = newest != null && countsShipped(newest);
    Set<String> ids = new TreeSet<>();
    withLines.forEach(one -> lines(one).forEach(line -> ids.add(line.id())));
    for (String id : ids) {
      Line last = newest == null ? null : find(newest, id);
      long open = last == null ? 0 : last.quantity() - last.cancelled();
      long shipped = 0;
      long returned = 0;
      Line told = last;
      for (OrderSnapshot one : shown) {
        Meaning meaning = meaning(name.channel(), one.status());
        Line line = one.lines() == null ? last : find(one, id);
        if (line != null) {
          long left = left(one, line, meaning);
          long back = back(one, line, meaning);
          if (last == null && Math.max(left, back) > Math.max(shipped, returned)) {
            told = line;
          }
          shipped = Math.max(shipped, Math.max(left, back));
          returned = Math.max(returned, back);
        }
      }
      if (told != null) {
        long rest = Math.max(0, open - shipped);
        book(name, told, wish, isCounted, rest, shipped, returned, unpacked(unpacked, id));
      }
    }
  }

  private void book(
      Order.Name name,
      Line line,
      Meaning wish,
      boolean isCounted,
      long rest,
      long shipped,
      long returned,
      OrderLife.@Nullable Back unpacked) {
    boolean isAllGone = (wish == Meaning.TAKE_OFF || wish == Meaning.LEFT) && !isCounted;
    boolean isWanted =
        wish == Meaning.RESERVE
            || (wish == Meaning.HOLD && !isEveryHoldOver)
            || (wish == Meaning.TAKE_OFF || wish == Meaning.LEFT) && isCounted;
    long back = unpacked == null ? 0 : unpacked.units();
    long gone = Math.max(shipped + (isAllGone ? rest : 0), back);
    long reserved = isWanted ? rest : 0;
    String named = line.location();
    String house = named != null && OrderWorld.HOUSES.contains(named) ? named : firstHouse;
    for (Map.Entry<String, Long> part : parts(line.item()).entrySet()) {
      String sku = part.getKey();
      put(done(name, line.id(), sku, "reserved"), reserved * part.getValue());
      put(place(sku, firstHouse, "reserved"), reserved * part.getValue());
      put(place(sku, firstHouse, "available"), -reserved * part.getValue());
      put(done(name, line.id(), sku, "fulfilled"), gone * part.getValue());
      put(place(sku, house, "available"), -gone * part.getValue());
      put(done(name, line.id(), sku, "returned"), (returned + back) * part.getValue());
      String to =
          line.returnedTo() == null || line.returnedTo().location() == null
              ? house
              : line.returnedTo().location();
      String state = line.returnedTo() == null ? "available" : line.returnedTo().state().code();
      put(place(sku, to, state), returned * part.getValue());
      if (unpacked != null) {
        String into = unpacked.house() == null ? house : unpacked.house();
        put(place(sku, into, unpacked.state().code()), back * part.getValue());
      }
    }
  }

  /** The products that one unit is made of; none where nobody knows. */
  private Map<String, Long> parts(Item item) {
    String listing = item.listing();
    if (listing != null) {
      boolean isKnown = listing.equals(OrderWorld.PACK) || skus.contains(OrderWorld.LATE);
      return isKnown ? Map.of(OrderWorld.IN_PACK, OrderWorld.UNITS_IN_PACK) : Map.of();
    }
    String sku = item.sku() == null ? "C" : item.sku().value();
    boolean isNothing =
        sku.equals(OrderWorld.NOTHING)
            || (item.gtin() != null && item.gtin().isPlaceholder())
            || !skus.contains(sku);
    return isNothing ? Map.of() : sku.equals(OrderWorld.SET) ? OrderWorld.PARTS : Map.of(sku, 1L);
  }

  private static OrderLife.@Nullable Back unpacked(
      Collection<OrderLife.Back> unpacked, String line) {
    return unpacked.stream().filter(one -> one.line().equals(line)).findFirst().orElse(null);
  }

  private static long left(OrderSnapshot shown, Line line, Meaning meaning) {
    long open = line.quantity() - line.cancelled();
    boolean isAll =
        meaning == Meaning.LEFT && !countsShipped(shown)
            || meaning == Meaning.CAME_BACK && !countsReturned(shown);
    return shown.lines() == null
        ? (isAll ? open : 0)
        : isAll ? Math.max(open, line.shipped()) : line.shipped();
  }

  private static long back(OrderSnapshot shown, Line line, Meaning meaning) {
    boolean isAll = meaning == Meaning.CAME_BACK && !countsReturned(shown);
    return isAll ? left(shown, line, meaning) : shown.lines() == null ? 0 : line.returned();
  }

  private static boolean countsShipped(OrderSnapshot shown) {
    return shown.lines() != null && lines(shown).stream().anyMatch(line -> line.shipped() > 0);
  }

  private static boolean countsReturned(OrderSnapshot shown) {
    return shown.lines() != null && lines(shown).stream().anyMatch(line -> line.returned() > 0);
  }

  private static List<Line> lines(OrderSnapshot shown) {
    List<Line> lines = shown.lines();
    return lines == null ? List.of() : lines;
  }

  private static @Nullable Line find(OrderSnapshot shown, String id) {
    return lines(shown).stream().filter(line -> line.id().equals(id)).findFirst().orElse(null);
  }

  /** Of two of one time the one with more units, then the one that counts more of them shipped. */
  private static @Nullable OrderSnapshot newestLines(List<OrderSnapshot> withLines) {
    OrderSnapshot newest = null;
    for (OrderSnapshot one : withLines) {
      newest = newest == null || isNewer(one, newest) ? one : newest;
    }
    return newest;
  }

  private static boolean isNewer(OrderSnapshot one, OrderSnapshot other) {
    int byTime = one.freshness().updatedAt().compareTo(other.freshness().updatedAt());
    if (byTime != 0) {
      return byTime > 0;
    }
    long more = ordered(one) - ordered(other);
    return more > 0 || (more == 0 && countsShipped(one) && !countsShipped(other));
  }

  private static long ordered(OrderSnapshot shown) {
    return lines(shown).stream().mapToLong(Line::quantity).sum();
  }

  /** What the newest status asks for that asks for anything; null: none does. */
  private static @Nullable Meaning wish(String channel, Collection<OrderSnapshot> shown) {
    OrderSnapshot newest = null;
    for (OrderSnapshot one : shown) {
      Meaning meaning = meaning(channel, one.status());
      if (meaning != Meaning.NOTHING && meaning != Meaning.CAME_BACK) {
        newest = newest == null ? one : newestWish(channel, newest, one);
      }
    }
    return newest == null ? null : meaning(channel, newest.status());
  }

  private static OrderSnapshot newestWish(String channel, OrderSnapshot one, OrderSnapshot other) {
    int byTime = one.freshness().updatedAt().compareTo(other.freshness().updatedAt());
    int order =
        byTime != 0
            ? byTime
            : rank(meaning(channel, one.status())) - rank(meaning(channel, other.status()));
    if (order == 0) {
      order = one.status().compareTo(other.status());
    }
    return order >= 0 ? one : other;
  }

  /** Taken off the books and gone are one stage. */
  private static int rank(Meaning meaning) {
    return meaning == Meaning.TAKE_OFF ? Meaning.LEFT.ordinal() : meaning.ordinal();
  }

  private static Meaning meaning(String channel, String status) {
    Meaning own = MEANINGS.get(channel).get(status);
    return own == null ? OPERATIONS.getOrDefault(status, Meaning.NOTHING) : own;
  }

  /** The same without places, where it depends on what was where. */
  static Map<String, Long> withoutPlaces(Map<String, Long> units) {
    Map<String, Long> sums = new LinkedHashMap<>();
    new ArrayList<>(units.entrySet())
        .forEach(
            one -> sums.merge(one.getKey().replaceFirst(" at .*$", ""), one.getValue(), Long::sum));
    sums.values().removeIf(some -> some == 0);
    return new TreeMap<>(sums);
  }
}
