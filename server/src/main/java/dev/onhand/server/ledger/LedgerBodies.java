package dev.onhand.server.ledger;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.Duplicates;
import dev.onhand.engine.verification.JournalHead;
import dev.onhand.engine.verification.LevelAudit.ProductName;
import dev.onhand.engine.verification.StockSync;
import dev.onhand.engine.verification.VerificationReport;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API is asked about the ledger as a whole, and what it answers. */
final class LedgerBodies {

  private LedgerBodies() {}

  /** Seconds, to the microsecond: the rest is noise. */
  private static double toMicroseconds(Duration duration) {
    return duration.toNanos() / 1_000 / 1e6;
  }

  record VerifyRequest(
      @Nullable Boolean full, @Nullable Boolean repair, @Nullable String product) {}

  record SyncRequest(
      @Nullable Boolean dryRun,
      @Nullable String product,
      @Nullable String from,
      @Nullable Boolean force,
      @Nullable Boolean queue) {}

  record HeadBody(
      String object, long position, String hash, @Nullable Instant sealedAt, long unsealed) {
    static HeadBody of(JournalHead head) {
      return new HeadBody(
          "ledger_head", head.position(), head.hash().hex(), head.sealedAt(), head.unsealed());
    }
  }

  record DiscrepancyBody(
      String kind,
      @Nullable String productId,
      @Nullable String sku,
      @Nullable String name,
      @Nullable String location,
      @Nullable String state,
      @Nullable Long position,
      @Nullable String movementId,
      String stored,
      String calculated,
      boolean repaired) {

    static DiscrepancyBody of(Discrepancy discrepancy, VerificationReport report) {
      ProductId product = discrepancy.product();
      LocationId location = discrepancy.location();
      ProductName name = product == null ? null : report.products().get(product);
      return new DiscrepancyBody(
          discrepancy.kind().code(),
          product == null ? null : PublicId.of(IdKind.PRODUCT, product.value()),
          name == null ? null : name.sku(),
          name == null ? null : name.name(),
          location == null ? null : report.locations().get(location),
          discrepancy.state(),
          discrepancy.position(),
          discrepancy.movement() == null
              ? null
              : PublicId.of(IdKind.MOVEMENT, discrepancy.movement().value()),
          discrepancy.stored(),
          discrepancy.calculated(),
          discrepancy.repaired());
    }
  }

  record VerificationBody(
      String object,
      boolean clean,
      boolean full,
      long movements,
      long positions,
      long levels,
      long headPosition,
      String headHash,
      long discrepanciesTotal,
      List<DiscrepancyBody> discrepancies,
      List<String> failures,
      double seconds) {

    static VerificationBody of(VerificationReport report, boolean full) {
      return new VerificationBody(
          "verification",
          report.isClean(),
          full,
          report.movements(),
          report.positions(),
          report.levels(),
          report.head().position(),
          report.head().hash().hex(),
          report.discrepanciesTotal(),
          report.discrepancies().stream().map(one -> DiscrepancyBody.of(one, report)).toList(),
          report.failures(),
          toMicroseconds(report.duration()));
    }
  }

  record SyncRow(
      String productId,
      long number,
      String sku,
      String name,
      long system,
      long calculated,
      long difference,
      long movements,
      boolean updated) {

    static SyncRow of(StockSync.Row row) {
      return new SyncRow(
          PublicId.of(IdKind.PRODUCT, row.product().value()),
          row.product().value(),
          row.sku(),
          row.name(),
          row.system(),
          row.calculated(),
          row.difference(),
          row.movements(),
          row.updated());
    }
  }

  record SyncBody(
      String object,
      boolean dryRun,
      long products,
      long productsWithDiscrepancies,
      List<SyncRow> rows,
      long updated,
      List<String> failures,
      double seconds) {

    static SyncBody of(StockSync.Report report) {
      return new SyncBody(
          "stock_sync",
          report.dryRun(),
          report.products(),
          report.productsWithDiscrepancies(),
          report.rows().stream().map(SyncRow::of).toList(),
          report.updated(),
          report.failures(),
          toMicroseconds(report.duration()));
    }
  }

  record DuplicateBody(
      String object,
      String causeKind,
      @Nullable String causeReference,
      @Nullable String causeLine,
      String productId,
      String sku,
      String reason,
      List<String> movements,
      long quantity,
      long expected) {

    static DuplicateBody of(Duplicates.Group group) {
      return new DuplicateBody(
          "duplicate",
          group.cause().kind().code(),
          group.cause().reference(),
          group.cause().line(),
          PublicId.of(IdKind.PRODUCT, group.product().value()),
          group.sku(),
          group.reason().code(),
          group.movements().stream().map(id -> PublicId.of(IdKind.MOVEMENT, id.value())).toList(),
          group.quantity(),
          group.expected());
    }
  }
}
