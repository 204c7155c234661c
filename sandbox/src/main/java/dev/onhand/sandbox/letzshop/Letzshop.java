package dev.onhand.sandbox.letzshop;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Letzshop. Answers at {@code /graphql} the queries {@code shipments}, {@code node} and {@code
 * __schema}. The seller's web space lies at {@code /space}: each file there that is asked for is
 * the feed, and what is written there is fetched by the marketplace later.
 */
public final class Letzshop implements Marketplace {
  /** Who may read and write the web space. */
  public static final String USER = "shop";

  public static final String PASSWORD = "password-of-the-space";

  /** What the documentation asks for; the marketplace publishes no limit. */
  private static final int CALLS_MAX = 1;

  /**
   * How an account is.
   *
   * @param countsIn the feed's column of numbers; empty: it has none
   * @param fetchTime how long after it was written a feed is fetched
   * @param lacks fields that the schema does not have, such as {@code Shipment.state}
   */
  record Kind(String key, String countsIn, Duration fetchTime, Set<String> lacks) {
    Kind {
      lacks = Set.copyOf(lacks);
    }
  }

  private final Kind kind;

  private Letzshop(Kind kind) {
    this.kind = kind;
  }

  /**
   * An account whose feed says only whether there is any.
   *
   * @param key as it is sent after {@code Bearer}
   */
  public static Letzshop withKey(String key) {
    return new Letzshop(new Kind(key, "", Duration.ZERO, Set.of()));
  }

  /** The same account whose feed has a column of numbers as well, which is not confirmed. */
  public Letzshop thatCountsIn(String column) {
    return new Letzshop(new Kind(kind.key(), column, kind.fetchTime(), kind.lacks()));
  }

  /** The same account whose feed is fetched so long after it was written. */
  public Letzshop thatFetchesAfter(Duration time) {
    return new Letzshop(new Kind(kind.key(), kind.countsIn(), time, kind.lacks()));
  }

  /**
   * The same account with another schema.
   *
   * @param field such as {@code Query.node} or {@code Shipment.state}, or an argument, such as
   *     {@code Query.shipments.first}
   */
  public Letzshop without(String field) {
    Set<String> more = new HashSet<>(kind.lacks());
    more.add(field);
    return new Letzshop(new Kind(kind.key(), kind.countsIn(), kind.fetchTime(), more));
  }

  @Override
  public Rules rules() {
    return Rules.of(Taking.LEAVES_QUANTITY)
        .withQuantities(0, Integer.MAX_VALUE)
        .withIds(Long::toString, Letzshop::shipmentId);
  }

  private static String shipmentId(long number) {
    return Base64.getEncoder()
        .encodeToString(("Shipment/" + number).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        new Limit(
            "queries",
            EnumSet.of(Purpose.ORDER_POLL, Purpose.ORDER_READ, Purpose.OTHER),
            Limit.Unit.CALLS,
            CALLS_MAX,
            Duration.ofSeconds(1),
            Duration.ZERO));
  }

  @Override
  public Dialect open(Site site) {
    return new LetzshopDialect(site, kind);
  }
}
