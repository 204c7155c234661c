package dev.onhand.core.order;

import dev.onhand.model.Effect;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins a snapshot to the picture of an order. Joining is the same in whatever order and however
 * often: what was ordered and cancelled is that of the newest snapshot, what was shipped and
 * returned only grows.
 */
public final class Merging {

  private static final long WEIGHT_OF_PRIORITY = 31L * 31;

  private Merging() {}

  /** What came of joining a snapshot. */
  public enum Verdict {
    /** The newest so far. */
    NEWER,
    /** An older one than was seen before: only its facts count. */
    OLDER,
    /** What was seen before, again. */
    SAME,
    /**
     * As new as what was seen before, by the channel's own account, but different: it should be
     * fetched again.
     */
    CONTRADICTS
  }

  /** The order with a snapshot joined to it. */
  public record Joined(Order order, Verdict verdict) {}

  public static Joined join(Order order, OrderSnapshot snapshot, StatusMap map) {
    Order.Seen seen =
        new Order.Seen(snapshot.status(), map.rule(snapshot.status()), snapshot.freshness());
    Verdict verdict = verdict(order, seen, snapshot);
    boolean isNewer = order.received() == null || newest(order.received(), seen).equals(seen);
    Order joined =
        new Order(
            order.name(),
            isNewer ? seen : order.received(),
            hasWish(seen) ? newest(order.applied(), seen) : order.applied(),
            order.linesFrom(),
            order.isAllShipped(),
            order.isAllReturned(),
            isNewer && snapshot.holdUntil() != null ? snapshot.holdUntil() : order.holdUntil(),
            isNewer && snapshot.shipTo() != null ? snapshot.shipTo() : order.shipTo(),
            order.priority(),
            order.lines());
    joined = snapshot.lines() == null ? withoutLines(joined, seen) : withLines(joined, snapshot);
    return new Joined(facts(joined, snapshot, seen), verdict);
  }

  /**
   * The order as what is known of it reads now: what its newest status means may have been changed
   * since it was received. Where it was not, the order is as it was.
   */
  public static Order again(Order order) {
    Order.Seen seen = order.received();
    if (seen == null || !(hasWish(seen) || seen.rule().effect() == Effect.RETURN)) {
      return order;
    }
    Order.Seen applied = hasWish(seen) ? newest(order.applied(), seen) : order.applied();
    boolean isWhole = order.lines().values().stream().noneMatch(Merging::hasCounts);
    Order again =
        new Order(
            order.name(),
            seen,
            applied,
            order.linesFrom(),
            order.isAllShipped(),
            order.isAllReturned(),
            order.holdUntil(),
            order.shipTo(),
            order.priority(),
            order.lines());
    return isWhole ? facts(withoutLines(again, seen)) : again;
  }

  /** Counts of a line say more than the status of the whole. */
  private static boolean hasCounts(Order.Line line) {
    return line.isCounted() || line.returned() > 0;
  }

  /** A return is a fact and no wish; what is ignored is neither. */
  private static boolean hasWish(Order.Seen seen) {
    return seen.rule().effect() != Effect.IGNORE && seen.rule().effect() != Effect.RETURN;
  }

  private static Verdict verdict(Order order, Order.Seen seen, OrderSnapshot snapshot) {
    Order.Seen before = order.received();
    if (before == null) {
      return Verdict.NEWER;
    }
    boolean isSame = before.status().equals(seen.status()) && isWhatIsKnown(order, snapshot);
    if (seen.freshness().isTie(before.freshness())) {
      return isSame ? Verdict.SAME : Verdict.CONTRADICTS;
    }
    if (!newest(before, seen).equals(seen)) {
      return Verdict.OLDER;
    }
    return isSame ? Verdict.SAME : Verdict.NEWER;
  }

  private static boolean isWhatIsKnown(Order order, OrderSnapshot snapshot) {
    if (snapshot.lines() == null) {
      return true;
    }
    long known = order.lines().values().stream().filter(line -> line.ordered() > 0).count();
    long given = snapshot.lines().stream().filter(line -> line.quantity() > 0).count();
    return known == given
        && order.priority() == snapshot.priority()
        && snapshot.lines().stream()
            .allMatch(line -> isWhatIsKnown(order.lines().get(line.id()), line));
  }

  private static boolean isWhatIsKnown(Order.@Nullable Line known, OrderSnapshot.Line line) {
    return known == null
        ? line.quantity() == 0
        : known.item().equals(line.item())
            && known.ordered() == line.quantity()
            && known.cancelled() == line.cancelled()
            && known.shipped() >= line.shipped()
            && known.returned() >= line.returned();
  }

  /**
   * The newer of two; where the channel gives both the same time, the one that stands further on in
   * the life of an order, so that it does not matter which came first.
   */
  private static Order.Seen newest(Order.@Nullable Seen one, Order.Seen other) {
    if (one == null) {
      return other;
    }
    if (one.freshness().isTie(other.freshness())) {
      int byEffect = one.rule().effect().compareTo(other.rule().effect());
      if (byEffect != 0) {
        return byEffect > 0 ? one : other;
      }
      int byStatus = one.status().compareTo(other.status());
      if (byStatus != 0) {
        return byStatus > 0 ? one : other;
      }
    }
    return one.freshness().compareTo(other.freshness()) > 0 ? one : other;
  }

  private static Order withLines(Order order, OrderSnapshot snapshot) {
    if (snapshot.lines() == null || !isNewerForLines(order, snapshot)) {
      return order;
    }
    Map<String, Order.Line> lines = new LinkedHashMap<>(order.lines());
    boolean isCounted = snapshot.countsShipped();
    Set<String> there = new HashSet<>();
    for (OrderSnapshot.Line line : snapshot.lines()) {
      there.add(line.id());
      Order.Line known = lines.getOrDefault(line.id(), Order.Line.unseen(line.id(), line.item()));
      lines.put(
          line.id(), known.ordered(line.item(), line.quantity(), line.cancelled(), isCounted));
    }
    lines.replaceAll(
        (id, line) -> there.contains(id) ? line : line.ordered(line.item(), 0, 0, isCounted));
    return new Order(
        order.name(),
        order.received(),
        order.applied(),
        snapshot.freshness(),
        order.isAllShipped(),
        order.isAllReturned(),
        order.holdUntil(),
        order.shipTo(),
        snapshot.priority(),
        lines);
  }

  private static boolean isNewerForLines(Order order, OrderSnapshot snapshot) {
    Freshness before = order.linesFrom();
    if (before == null) {
      return true;
    }
    return before.isTie(snapshot.freshness())
        ? outranks(snapshot, order)
        : snapshot.freshness().compareTo(before) > 0;
  }

  /**
   * Whether a snapshot's lines are taken instead of those that contradict them. Which of two is
   * must not depend on which came first: so each two that differ have an order. What names listings
   * is the channel's own word; orders that were kept without them are outranked when they are read
   * again.
   */
  private static boolean outranks(OrderSnapshot snapshot, Order order) {
    List<OrderSnapshot.Line> lines = snapshot.lines() == null ? List.of() : snapshot.lines();
    long listed = lines.stream().filter(line -> isListed(line.item(), line.quantity())).count();
    long listedNow =
        order.lines().values().stream()
            .filter(line -> isListed(line.item(), line.ordered()))
            .count();
    if (listed != listedNow) {
      return listed > listedNow;
    }
    long weight =
        WEIGHT_OF_PRIORITY * snapshot.priority()
            + lines.stream()
                .mapToLong(line -> weight(line.item(), line.quantity(), line.cancelled()))
                .sum();
    long weightNow =
        WEIGHT_OF_PRIORITY * order.priority()
            + order.lines().values().stream()
                .mapToLong(line -> weight(line.item(), line.ordered(), line.cancelled()))
                .sum();
    if (weight != weightNow) {
      return weight > weightNow;
    }
    boolean isSame =
        lines.stream().allMatch(line -> isOrderedAs(order.lines().get(line.id()), line));
    int byText =
        isSame
            ? 0
            : text(
                    lines.stream(),
                    line -> text(line.id(), line.item(), line.quantity(), line.cancelled()))
                .compareTo(
                    text(
                        order.lines().values().stream(),
                        line -> text(line.id(), line.item(), line.ordered(), line.cancelled())));
    boolean isCounted = order.lines().values().stream().anyMatch(Order.Line::isCounted);
    return byText > 0 || (byText == 0 && snapshot.countsShipped() && !isCounted);
  }

  private static boolean isListed(Item item, long ordered) {
    return ordered > 0 && item.listing() != null;
  }

  private static long weight(Item item, long ordered, long cancelled) {
    return ordered == 0 ? 0 : 31 * ordered + cancelled + item.weight();
  }

  private static boolean isOrderedAs(Order.@Nullable Line known, OrderSnapshot.Line line) {
    return known == null
        ? line.quantity() == 0
        : known.ordered() == line.quantity()
            && known.cancelled() == line.cancelled()
            && (line.quantity() == 0 || known.item().equals(line.item()));
  }

  private static <T> String text(Stream<T> lines, Function<T, String> text) {
    return lines.map(text).sorted().collect(Collectors.joining());
  }

  private static String text(String id, Item item, long ordered, long cancelled) {
    return ordered == 0 ? "" : "%s\0%s\0%d\0%d\0".formatted(id, item.text(), ordered, cancelled);
  }

  private static Order withoutLines(Order order, Order.Seen seen) {
    boolean isShipment = isShipment(seen);
    boolean isReturn = seen.rule().effect() == Effect.RETURN;
    if (!isShipment && !isReturn) {
      return order;
    }
    return order.withFacts(
        order.isAllShipped() || isShipment || isReturn,
        order.isAllReturned() || isReturn,
        order.lines());
  }

  private static boolean isShipment(Order.Seen seen) {
    return seen.rule().effect() == Effect.FULFIL && seen.rule().isReport();
  }

  /** What a snapshot says was shipped and returned, which no later one takes back. */
  private static Order facts(Order order, OrderSnapshot snapshot, Order.Seen seen) {
    Map<String, Order.Line> lines = new LinkedHashMap<>(order.lines());
    if (snapshot.lines() != null) {
      boolean shipsRest = isShipment(seen) && !snapshot.countsShipped();
      boolean returnsAll = seen.rule().effect() == Effect.RETURN && !snapshot.countsReturned();
      for (OrderSnapshot.Line line : snapshot.lines()) {
        Order.Line known = lines.getOrDefault(line.id(), Order.Line.unseen(line.id(), line.item()));
        long open = line.quantity() - line.cancelled();
        long shipped = shipsRest || returnsAll ? Math.max(open, line.shipped()) : line.shipped();
        long returned = returnsAll ? shipped : line.returned();
        Order.Line reported = report(known, shipped, returned);
        lines.put(
            line.id(),
            soldAs(line.item(), known, reported)
                .places(
                    line.location() == null ? known.shippedFrom() : line.location(),
                    line.returnedTo() == null ? known.returnedTo() : line.returnedTo()));
      }
    }
    return facts(order.withFacts(order.isAllShipped(), order.isAllReturned(), lines));
  }

  /**
   * A line that is not there any more is what it was when it left: it may have been swapped before,
   * and the picture that knows it longest may come last.
   */
  private static Order.Line soldAs(Item item, Order.Line known, Order.Line reported) {
    boolean isGone = known.ordered() == 0;
    return isGone && reported.shipped() > known.shipped()
        ? reported.ordered(item, 0, known.cancelled(), known.isCounted())
        : reported;
  }

  /** What was said of all units together, said of each line there is. */
  private static Order facts(Order order) {
    Map<String, Order.Line> lines = new LinkedHashMap<>(order.lines());
    boolean hasLines = !lines.isEmpty();
    if (hasLines && order.isAllShipped()) {
      lines.replaceAll(
          (id, line) -> {
            long open = line.ordered() - line.cancelled();
            return report(line, open, order.isAllReturned() ? open : 0);
          });
    }
    return order.withFacts(
        order.isAllShipped() && !hasLines, order.isAllReturned() && !hasLines, lines);
  }

  /** What came back did leave, whoever forgot to say so. */
  private static Order.Line report(Order.Line line, long shipped, long returned) {
    long allReturned = Math.max(line.returned(), returned);
    return line.reported(Math.max(Math.max(line.shipped(), shipped), allReturned), allReturned);
  }
}
