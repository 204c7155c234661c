package dev.onhand.engine.channels;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.Instant;

/**
 * Proposes to read all listings of a channel but once a day where the hourly read found nothing for
 * long. A person decides.
 */
final class ReadProposal {

  static final String ALERT = AlertKind.HOURLY_READ.code();

  /** For so long every read must have found what was believed. */
  static final Duration CLEAN_FOR = Duration.ofDays(7);

  private final Listings listings;
  private final Alerts alerts;

  ReadProposal(Listings listings, Alerts alerts) {
    this.listings = listings;
    this.alerts = alerts;
  }

  /** After a full read. */
  void watch(Account account, Instant now) {
    Instant since = now.minus(CLEAN_FOR);
    boolean isProposed =
        account.state() == Account.State.ACTIVE
            && account.readsHourly()
            && !account.stateSince().isAfter(since)
            && !listings.isAnyDrift(account.seller(), account.channel(), since);
    if (isProposed) {
      alerts.raise(
          account.seller(),
          Severity.INFO,
          ALERT,
          account.code(),
          "%d days of hourly reads found every listing as believed: reading them once a day may do. To accept: onhand channel set %s --no-hourly-read"
              .formatted(CLEAN_FOR.toDays(), account.code()));
    } else {
      alerts.close(account.seller(), ALERT, account.code(), AccountWorker.ACTOR);
    }
  }
}
