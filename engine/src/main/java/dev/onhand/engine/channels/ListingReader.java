package dev.onhand.engine.channels;

import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.RemoteListing;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads listings: all of a channel, page by page, or single ones. */
public final class ListingReader {

  public static final String MISSING_ALERT = "listing.missing";

  private final Listings listings;
  private final Accounts accounts;
  private final Alerts alerts;
  private final InstantSource clock;

  public ListingReader(Listings listings, Accounts accounts, Alerts alerts, InstantSource clock) {
    this.listings = listings;
    this.accounts = accounts;
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Reads the next page of a full read, the first if none is under way. */
  void readPage(Account account, Lease lease, Connector channel) throws InterruptedException {
    @Nullable String cursor = account.reading().cursor();
    long run = cursor == null ? account.reading().run() + 1 : account.reading().run();
    Instant askedAt = clock.instant();
    ListingPage page = channel.listings(cursor == null ? Cursor.START : new Cursor(cursor));
    Instant now = clock.instant();
    listings.read(
        account.seller(),
        account.channel(),
        lease,
        new ReadPage(run, page.listings(), askedAt, now));
    if (page.next() == null) {
      int missing = listings.endRead(account.seller(), account.channel(), lease, run, now);
      watch(account, missing);
      listings.refreshAll(account.seller(), account.channel(), now);
    }
    accounts.readPage(
        account.seller(),
        account.channel(),
        lease,
        run,
        page.next() == null ? null : page.next().value(),
        now);
  }

  private void watch(Account account, int missing) {
    if (missing == 0) {
      alerts.close(account.seller(), MISSING_ALERT, account.code(), "system:channels");
    } else {
      alerts.raise(
          account.seller(),
          Severity.WARNING,
          MISSING_ALERT,
          account.code(),
          missing == 1
              ? "1 listing with a product is not shown by the channel any more"
              : missing + " listings with a product are not shown by the channel any more");
    }
  }

  /**
   * Reads one listing.
   *
   * @return false: the channel cannot show one alone
   */
  boolean readOne(Account account, Lease lease, Connector channel, ListingRef listing)
      throws InterruptedException {
    if (!(channel instanceof ReadsListing reads)) {
      return false;
    }
    Instant askedAt = clock.instant();
    Optional<RemoteListing> found = reads.listing(listing);
    listings.read(
        account.seller(),
        account.channel(),
        lease,
        new ReadPage(null, found.map(List::of).orElse(List.of()), askedAt, clock.instant()));
    return true;
  }
}
