package dev.onhand.engine.channels;

import dev.onhand.core.listing.Shadow;
import dev.onhand.core.listing.Shadow.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a channel in shadow would have been told, and what that had meant for its sales.
 *
 * @param listings that were looked at
 * @param pushes numbers that would have been told
 * @param sales by what became of them and would have
 * @param newestPushes the newest, at most {@value #NEWEST}
 * @param newestSales the newest that were oversold, or would not have been sold, at most {@value
 *     #NEWEST}
 */
public record ShadowReport(
    long listings,
    long pushes,
    Map<Kind, Count> sales,
    List<Of<Shadow.Push>> newestPushes,
    List<Of<Shadow.Verdict>> newestSales) {

  /** So many are shown of each. */
  public static final int NEWEST = 100;

  /** How long a listing is taken to need for a number that it is told, unless somebody says. */
  public static final Duration LAG_DEFAULT = Duration.ofSeconds(5);

  public static final Duration LAG_MAX = Duration.ofDays(1);

  public ShadowReport {
    sales = Map.copyOf(sales);
    newestPushes = List.copyOf(newestPushes);
    newestSales = List.copyOf(newestSales);
  }

  /**
   * Lines of orders.
   *
   * @param units of listings
   * @param missing of these, units that were not there
   */
  public record Count(long lines, long units, long missing) {
    static final Count NONE = new Count(0, 0, 0);

    Count plus(Shadow.Sale sale) {
      return new Count(lines + 1, units + sale.units(), missing + sale.missing());
    }
  }

  /** Something of a listing. */
  public record Of<T>(long listing, String title, @Nullable String sku, T what) {}

  public Count sales(Kind kind) {
    return sales.getOrDefault(kind, Count.NONE);
  }

  /**
   * Compares.
   *
   * @param lag how long listings would have needed for a number that they are told
   */
  public static ShadowReport of(Shadows shadows, Account account, Duration lag) {
    Sum sum = new Sum();
    shadows.tell(
        account.seller(),
        account.channel(),
        noted -> {
          Shadow.Outcome outcome =
              Shadow.of(account.semantics().takesOff(), lag, noted.wishes(), noted.sales());
          sum.add(noted, outcome);
        });
    return sum.report();
  }

  private static final class Sum {
    private final Map<Kind, Count> sales = new EnumMap<>(Kind.class);
    private final Newest<Shadow.Push> newestPushes = new Newest<>();
    private final Newest<Shadow.Verdict> newestSales = new Newest<>();
    private long listings;
    private long pushes;

    void add(Shadows.Noted noted, Shadow.Outcome outcome) {
      listings++;
      for (Shadow.Push push : outcome.pushes()) {
        pushes++;
        newestPushes.add(push.at(), of(noted, push));
      }
      for (Shadow.Verdict verdict : outcome.verdicts()) {
        sales.merge(
            verdict.kind(),
            Count.NONE.plus(verdict.sale()),
            (one, other) -> one.plus(verdict.sale()));
        if (verdict.kind() != Kind.SOLD) {
          newestSales.add(verdict.sale().at(), of(noted, verdict));
        }
      }
    }

    private static <T> Of<T> of(Shadows.Noted noted, T what) {
      return new Of<>(noted.listing(), noted.title(), noted.sku(), what);
    }

    ShadowReport report() {
      return new ShadowReport(listings, pushes, sales, newestPushes.list(), newestSales.list());
    }
  }

  /** The newest of many, of which not all are kept. */
  private static final class Newest<T> {
    private record Dated<T>(Instant at, Of<T> what) {}

    private final PriorityQueue<Dated<T>> kept =
        new PriorityQueue<>(Comparator.comparing(Dated<T>::at));

    void add(Instant at, Of<T> what) {
      kept.add(new Dated<>(at, what));
      if (kept.size() > NEWEST) {
        kept.remove();
      }
    }

    List<Of<T>> list() {
      List<Of<T>> newest = new ArrayList<>();
      while (!kept.isEmpty()) {
        newest.addFirst(kept.remove().what());
      }
      return newest;
    }
  }
}
