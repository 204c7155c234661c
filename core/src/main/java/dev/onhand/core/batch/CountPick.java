package dev.onhand.core.batch;

import dev.onhand.core.ledger.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which of a location's products are worth counting, by what is known of them there. Onhand knows
 * no prices, so that what moves much is what is worth much.
 */
public final class CountPick {

  /** Over so many days units that moved are counted. */
  public static final int MOVED_DAYS = 90;

  /** Over so many days corrections are counted, and no product is longer uncounted than that. */
  public static final int YEAR_DAYS = 365;

  private static final int A_PERCENT = 80;
  private static final int B_PERCENT = 95;

  private CountPick() {}

  /** The classes of an ABC analysis. */
  public enum Abc {
    /** What moves most, and together four fifths of all units. */
    A,
    /** The next 15 of a hundred. */
    B,
    /** The rest, also what does not move. */
    C;

    /** As written in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A product at a location.
   *
   * @param moved units that came to it or left it in the last {@value #MOVED_DAYS} days, counts
   *     aside
   * @param countedAt when it was counted there last; null: never
   * @param corrected by how many units counts of the last {@value #YEAR_DAYS} days corrected it,
   *     either way
   */
  public record Countable(
      ProductId product, long moved, @Nullable Instant countedAt, long corrected) {

    /**
     * How much there is to find: (1 + units moved) × days since it was counted, at least 1 and at
     * most {@value #YEAR_DAYS} × (1 + units that counts corrected).
     */
    public double risk(Instant now) {
      long days =
          countedAt == null
              ? YEAR_DAYS
              : Math.clamp(Duration.between(countedAt, now).toDays(), 1, YEAR_DAYS);
      return (1.0 + moved) * days * (1.0 + corrected);
    }
  }

  /** Those of a class: it begins where those before it are less than their share of all units. */
  public static List<ProductId> ofClass(List<Countable> all, Abc wanted) {
    long total = all.stream().mapToLong(Countable::moved).sum();
    long before = 0;
    List<ProductId> picked = new ArrayList<>();
    for (Countable one : sorted(all, Comparator.comparingLong(Countable::moved).reversed())) {
      Abc its =
          before * 100 >= total * B_PERCENT // what does not move too
              ? Abc.C
              : before * 100 >= total * A_PERCENT ? Abc.B : Abc.A;
      before += one.moved();
      if (its == wanted) {
        picked.add(one.product());
      }
    }
    return picked;
  }

  /** So many of the highest risk. */
  public static List<ProductId> riskiest(List<Countable> all, int many, Instant now) {
    Comparator<Countable> byRisk = Comparator.comparingDouble(one -> one.risk(now));
    return sorted(all, byRisk.reversed()).stream().limit(many).map(Countable::product).toList();
  }

  /** Of equals in the order of their ids, so that the same question has the same answer. */
  private static List<Countable> sorted(List<Countable> all, Comparator<Countable> order) {
    return all.stream().sorted(order.thenComparing(Countable::product)).toList();
  }
}
