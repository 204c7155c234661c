package dev.onhand.engine.verification;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alerts;
import java.time.InstantSource;

/**
 * Recomputes levels, checkpoints, reservations and seals from the movements and compares, in
 * slices. What follows from the movements is put right under the lock of its row; movements and
 * seals never are. What was found is kept as findings and raises an alert.
 *
 * <p>If the sealed journal is not what was sealed, nothing is repaired: what would be written would
 * follow from a forgery.
 */
public final class Verification {

  /** More of them tell a person nothing more. */
  public static final int DISCREPANCIES_MAX = 1_000;

  /** The kind of the alerts it raises. */
  public static final String ALERT_KIND = AlertKind.LEDGER_DISCREPANCY.code();

  /** What a verification works on. */
  public record Ports(
      LevelAudit levels,
      SealAudit seals,
      TransferAudit transfers,
      PurchaseAudit purchases,
      RegradeAudit regrades,
      ReservationBooks reservations,
      Checkpoints checkpoints,
      Findings findings,
      Alerts alerts) {}

  private final Ports ports;
  private final InstantSource clock;
  private final int workers;

  /**
   * @param workers how many slices are looked at side by side; each needs a connection
   */
  public Verification(Ports ports, InstantSource clock, int workers) {
    if (workers < 1 || workers > 64) {
      throw new IllegalArgumentException("workers must be from 1 to 64, not " + workers);
    }
    this.ports = ports;
    this.clock = clock;
    this.workers = workers;
  }

  /**
   * Verifies one seller's books. A slice that fails (the database went away) is named in the
   * report, and the others go on.
   */
  public VerificationReport run(SellerId seller, VerificationOptions options)
      throws InterruptedException {
    return new VerificationRun(ports, clock, seller, options).run(workers);
  }
}
