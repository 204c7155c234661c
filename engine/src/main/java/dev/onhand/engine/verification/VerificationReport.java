package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a verification found.
 *
 * @param movements how many movements were read and added up
 * @param positions how many sealed movements were checked against their seals
 * @param levels how many levels were compared
 * @param head the journal's end when it was looked at
 * @param discrepancies the gravest first, at most {@value Verification#DISCREPANCIES_MAX}
 * @param discrepanciesTotal how many there are
 * @param failures what could not be verified, one sentence each; the rest was
 * @param products the names of products that discrepancies are about
 * @param locations the codes of locations that discrepancies are about
 */
public record VerificationReport(
    long movements,
    long positions,
    long levels,
    SealAudit.End head,
    List<Discrepancy> discrepancies,
    long discrepanciesTotal,
    List<String> failures,
    Map<ProductId, LevelAudit.ProductName> products,
    Map<LocationId, String> locations,
    Duration duration) {

  public VerificationReport {
    discrepancies = List.copyOf(discrepancies);
    failures = List.copyOf(failures);
    products = Map.copyOf(products);
    locations = Map.copyOf(locations);
  }

  /** Whether everything could be verified and all was as it must be. */
  public boolean isClean() {
    return discrepanciesTotal == 0 && failures.isEmpty();
  }

  /** Whether something is wrong that was not put right. */
  public boolean needsAPerson() {
    return !failures.isEmpty()
        || discrepanciesTotal > discrepancies.size()
        || discrepancies.stream().anyMatch(discrepancy -> !discrepancy.repaired());
  }
}
