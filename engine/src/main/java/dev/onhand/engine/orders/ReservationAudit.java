package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.AuditFinding.Kind;
import dev.onhand.engine.verification.LevelAudit;
import dev.onhand.engine.verification.LevelAudit.ProductName;
import dev.onhand.engine.verification.ProductSpan;
import dev.onhand.engine.verification.ReservationBooks;
import dev.onhand.engine.verification.ReservationBooks.Difference;
import dev.onhand.engine.verification.ReservationBooks.LevelDifference;
import dev.onhand.engine.verification.ReservationBooks.Stale;
import dev.onhand.engine.verification.ReservationBooks.SumDifference;
import dev.onhand.model.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is reserved three ways: what levels say, what reservations say, and what movements
 * add up to by line of an order; and the sum that each order keeps. Units that people reserved by
 * movements of their own are nobody's mistake and are left alone.
 */
public final class ReservationAudit {

  /** Enough for one look at the books. */
  private static final int PRODUCTS_A_SLICE = 20_000;

  private final ReservationBooks books;
  private final LevelAudit levels;
  private final ReservationMending mending;
  private final InstantSource clock;

  public ReservationAudit(
      ReservationBooks books, LevelAudit levels, ReservationMending mending, InstantSource clock) {
    this.books = books;
    this.levels = levels;
    this.mending = mending;
    this.clock = clock;
  }

  /**
   * What an audit found.
   *
   * @param totals what was reserved before anything was put right
   * @param findings levels, then reservations by product, then sums of orders, then what is stale
   * @param products the names of products that findings are about
   * @param locations the codes of locations that findings are about
   */
  public record Report(
      ReservationBooks.Totals totals,
      List<AuditFinding> findings,
      Map<ProductId, ProductName> products,
      Map<LocationId, String> locations,
      Duration duration) {

    public boolean isClean() {
      return findings.isEmpty();
    }
  }

  /**
   * Looks at all reservations of a seller.
   *
   * @param fix whether to put right what can be: orphans are released or taken up again, what is
   *     stale is applied again, and what is stored is written anew from the movements
   */
  public Report run(SellerId seller, boolean fix, LevelAudit.Author author)
      throws InterruptedException {
    Instant start = clock.instant();
    ReservationBooks.Totals totals = books.totals(seller);
    List<LevelDifference> ofLevels = new ArrayList<>();
    List<Difference> ofLines = new ArrayList<>();
    for (ProductSpan span : levels.spans(seller, PRODUCTS_A_SLICE)) {
      ofLevels.addAll(books.levels(seller, span));
      ofLines.addAll(books.differences(seller, span));
    }
    List<SumDifference> sums = sums(seller, ofLines);
    List<Stale> stale = stale(seller, ofLines, start);
    List<AuditFinding> findings = new ArrayList<>();
    for (LevelDifference level : ofLevels) {
      if (level.stored() != level.moved()) {
        AuditFinding found = wrongLevel(level);
        findings.add(found.asFixed(fix && mending.rewrite(seller, level, author)));
      }
    }
    for (Difference difference : ofLines) {
      AuditFinding found = differing(difference);
      findings.add(found.asFixed(fix && mending.mend(seller, difference, author)));
    }
    for (SumDifference sum : sums) {
      findings.add(wrongSum(sum).asFixed(fix && books.sumAnew(seller, sum.order())));
    }
    for (LevelDifference level : ofLevels) {
      if (level.moved() < level.forOrders()) {
        AuditFinding found = releasedByHand(level);
        findings.add(found.asFixed(fix && mending.reserveAgain(seller, level, author)));
      }
    }
    for (Stale one : stale) {
      findings.add(stale(one).asFixed(fix && mending.apply(seller, one, author)));
    }
    return report(seller, totals, findings, Duration.between(start, clock.instant()));
  }

  /** Where a reservation itself is wrong, that is told, and the sum is written anew with it. */
  private List<SumDifference> sums(SellerId seller, List<Difference> told) {
    Set<Order.Name> orders = new HashSet<>();
    for (Difference difference : told) {
      if (difference.order() != null) {
        orders.add(Objects.requireNonNull(difference.order()));
      }
    }
    return books.sums(seller).stream().filter(sum -> !orders.contains(sum.order())).toList();
  }

  /** What is wrong by its movements is told once: what its order wants is seen to after that. */
  private List<Stale> stale(SellerId seller, List<Difference> told, Instant now) {
    Set<List<String>> lines = new HashSet<>();
    told.forEach(difference -> lines.add(List.of(difference.reference(), difference.line())));
    return books.stale(seller, now).stream()
        .filter(one -> !lines.contains(List.of(one.order().name().reference(), one.line())))
        .toList();
  }

  private static AuditFinding wrongLevel(LevelDifference level) {
    return finding(
        Kind.MISMATCHED,
        null,
        null,
        level.product(),
        level.location(),
        level.stored(),
        level.moved(),
        "the level says %d, its movements %d".formatted(level.stored(), level.moved()));
  }

  private static AuditFinding releasedByHand(LevelDifference level) {
    return finding(
        Kind.MISMATCHED,
        null,
        null,
        level.product(),
        level.location(),
        level.moved(),
        level.forOrders(),
        "%d units that orders hold were released by hand"
            .formatted(level.forOrders() - level.moved()));
  }

  private static AuditFinding differing(Difference difference) {
    boolean isOrphan = difference.held() == 0 && difference.moved() > 0;
    String detail =
        !isOrphan
            ? "the reservation says %d, its movements %d"
                .formatted(difference.held(), difference.moved())
            : "movements reserved %d, and %s"
                .formatted(
                    difference.moved(),
                    difference.order() == null
                        ? "there is no such line of an order"
                        : "the line holds none");
    return finding(
        isOrphan ? Kind.ORPHAN : Kind.MISMATCHED,
        difference.reference(),
        difference.line(),
        difference.product(),
        difference.location(),
        difference.held(),
        difference.moved(),
        detail);
  }

  private static AuditFinding wrongSum(SumDifference sum) {
    return finding(
        Kind.MISMATCHED,
        sum.order().reference(),
        null,
        null,
        null,
        sum.stored(),
        sum.held(),
        "the order says %d, its reservations %d".formatted(sum.stored(), sum.held()));
  }

  private static AuditFinding stale(Stale one) {
    Order order = one.order();
    Order.Seen applied = order.applied();
    boolean isHold = applied != null && applied.rule().effect() == Effect.HOLD;
    String detail =
        isHold && order.holdUntil() != null
            ? "held past its end, " + order.holdUntil()
            : "%s wants %d"
                .formatted(
                    applied == null ? "no status" : "status '" + applied.status() + "'",
                    one.wanted());
    return finding(
        Kind.STALE,
        order.name().reference(),
        one.line(),
        one.product(),
        null,
        one.held(),
        one.wanted(),
        detail);
  }

  private static AuditFinding finding(
      Kind kind,
      @Nullable String reference,
      @Nullable String line,
      @Nullable ProductId product,
      @Nullable LocationId location,
      long stored,
      long calculated,
      String detail) {
    return new AuditFinding(
        kind, reference, line, product, location, stored, calculated, detail, false);
  }

  private Report report(
      SellerId seller,
      ReservationBooks.Totals totals,
      List<AuditFinding> findings,
      Duration duration) {
    Set<ProductId> products = new HashSet<>();
    Set<LocationId> locations = new HashSet<>();
    for (AuditFinding found : findings) {
      if (found.product() != null) {
        products.add(Objects.requireNonNull(found.product()));
      }
      if (found.location() != null) {
        locations.add(Objects.requireNonNull(found.location()));
      }
    }
    return new Report(
        totals,
        List.copyOf(findings),
        levels.productNames(seller, products),
        levels.locationCodes(seller, locations),
        duration);
  }
}
