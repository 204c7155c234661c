package dev.onhand.server.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.orders.AuditFinding;
import dev.onhand.engine.orders.ReservationAudit;
import dev.onhand.engine.verification.LevelAudit.ProductName;
import dev.onhand.engine.verification.Verification;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audit of reservations.
 *
 * @param clean whether nothing was wrong
 * @param unitsReserved by the levels, before anything was put right
 * @param unitsForOrders by the reservations of orders and carts
 * @param unitsByHand what people reserved by movements of their own, which is nobody's mistake
 * @param reservations how many are open
 * @param findingsTotal how many there are
 * @param findings at most the first 1,000
 * @param seconds how long it took
 */
public record ReservationAuditBody(
    String object,
    boolean clean,
    long unitsReserved,
    long unitsForOrders,
    long unitsByHand,
    long reservations,
    int findingsTotal,
    List<AuditFindingBody> findings,
    double seconds) {

  public ReservationAuditBody {
    findings = List.copyOf(findings);
  }

  static ReservationAuditBody of(ReservationAudit.Report report) {
    long units = report.totals().units();
    long forOrders = report.totals().forOrders();
    return new ReservationAuditBody(
        "reservation_audit",
        report.isClean(),
        units,
        forOrders,
        Math.max(0, units - forOrders),
        report.totals().rows(),
        report.findings().size(),
        report.findings().stream()
            .limit(Verification.DISCREPANCIES_MAX)
            .map(finding -> AuditFindingBody.of(finding, report))
            .toList(),
        toMicroseconds(report.duration()));
  }

  private static double toMicroseconds(Duration duration) {
    return duration.toNanos() / 1_000 / 1e6;
  }

  /**
   * Reserved units that are not as they must be.
   *
   * @param kind orphan: movements reserved units for a line that holds none, or that does not
   *     exist; stale: held past its end, or not wanted by its order; mismatched: what is stored is
   *     not what the movements add up to, or an order's sum not that of its reservations
   * @param order the order, as movements name their cause; null: it is about a level
   * @param line its name within the order
   * @param productId null: it is about all units of an order
   * @param sku the product's SKU as it is now
   * @param location code of the location; null: all
   * @param stored units that are held by what is stored
   * @param calculated units that should be
   * @param detail what is wrong, for people
   * @param fixed whether it was put right
   */
  public record AuditFindingBody(
      String kind,
      @Nullable String order,
      @Nullable String line,
      @Nullable String productId,
      @Nullable String sku,
      @Nullable String location,
      long stored,
      long calculated,
      String detail,
      boolean fixed) {

    static AuditFindingBody of(AuditFinding finding, ReservationAudit.Report report) {
      ProductId product = finding.product();
      ProductName name = product == null ? null : report.products().get(product);
      LocationId location = finding.location();
      return new AuditFindingBody(
          finding.kind().code(),
          finding.reference(),
          finding.line(),
          product == null ? null : PublicId.of(IdKind.PRODUCT, product.value()),
          name == null ? null : name.sku(),
          location == null ? null : report.locations().get(location),
          finding.stored(),
          finding.calculated(),
          finding.detail(),
          finding.fixed());
    }
  }
}
