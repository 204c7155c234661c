package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads all listings of a channel, page by page. */
public final class ListingReader {

  public static final String MISSING_ALERT = AlertKind.LISTING_MISSING.code();
  public static final String REFUSED_ALERT = AlertKind.LISTING_REFUSED.code();

  private final Listings listings;
  private final Accounts accounts;
  private final OrderIntake intake;
  private final Reconciler reconciler;
  private final Alerts alerts;
  private final ReadProposal proposal;
  private final InstantSource clock;

  public ListingReader(
      Listings listings,
      Accounts accounts,
      OrderIntake intake,
      Reconciler reconciler,
      Alerts alerts,
      InstantSource clock) {
    this.listings = listings;
    this.accounts = accounts;
    this.intake = intake;
    this.reconciler = reconciler;
    this.alerts = alerts;
    this.proposal = new ReadProposal(listings, alerts);
    this.clock = clock;
  }

  /** A page of a full read. */
  record Found(ReadPage page, @Nullable Cursor next) {

    /** The same, when what was sold until it was read is known. */
    Found withOrdersIn() {
      return new Found(page.withOrdersIn(), next);
    }
  }

  /**
   * A full read is to begin, or to go on.
   *
   * @return whether orders are to be brought in before
   */
  boolean begin(Account account, Lease lease) {
    return account.reading().cursor() == null && reconciler.begin(account, lease);
  }

  /** Asks for the next page of a full read, the first if none is under way. */
  Found ask(Account account, Connector channel) throws InterruptedException {
    @Nullable String cursor = account.reading().cursor();
    long run = cursor == null ? account.reading().run() + 1 : account.reading().run();
    Instant askedAt = clock.instant();
    Cursor from = cursor == null ? Cursor.START : new Cursor(cursor);
    ListingPage page = Asking.ask(account, () -> channel.listings(from));
    if (from.equals(page.next())) {
      throw new DeferredException(
          Cause.UNREADABLE, Duration.ZERO, "the channel shows the same page for ever");
    }
    return new Found(
        new ReadPage(run, page.listings(), askedAt, clock.instant(), false), page.next());
  }

  /** Orders are in, so that what was a sale is no difference, or listings were told something. */
  void follow(Account account, Lease lease) {
    reconciler.follow(account, lease);
  }

  /** What was read is kept. */
  public void kept(Account account, ReadPage.Result result) {
    if (result.differing() > 0) {
      reconciler.differs(account);
    }
    intake.apply(account, result.named());
  }

  /** Whether it shows something that is not believed. */
  boolean differs(Account account, Found found) {
    return listings.differs(account.seller(), account.channel(), found.page().listings());
  }

  /** Notes what was found. */
  void keep(Account account, Lease lease, Found page) {
    kept(account, listings.read(account.seller(), account.channel(), lease, page.page()));
    Instant now = clock.instant();
    long run = Objects.requireNonNull(page.page().run());
    if (page.next() == null) {
      int missing = listings.endRead(account.seller(), account.channel(), lease, run, now);
      watch(account, missing);
      watchRefused(account);
      proposal.watch(account, now);
      listings.catchUp(account.seller(), movement -> false, Long.MAX_VALUE, now);
      Instant computedAt = clock.instant();
      listings.refreshAll(account.seller(), account.channel(), computedAt);
      reconciler.end(account, lease, run, computedAt);
    }
    accounts.readPage(
        account.seller(),
        account.channel(),
        lease,
        run,
        page.next() == null ? null : page.next().value(),
        now);
  }

  /** Says how many the channel refuses, as long as there are any. */
  public void watchRefused(Account account) {
    long refused = listings.countRefused(account.seller(), account.channel());
    if (refused == 0) {
      alerts.close(account.seller(), REFUSED_ALERT, account.code(), AccountWorker.ACTOR);
    } else {
      alerts.raise(
          account.seller(),
          Severity.WARNING,
          REFUSED_ALERT,
          account.code(),
          "The channel refuses the number of %d %s. See 'onhand queue failed --queue channel/%s'."
              .formatted(refused, refused == 1 ? "listing" : "listings", account.code()));
    }
  }

  private void watch(Account account, int missing) {
    if (missing == 0) {
      alerts.close(account.seller(), MISSING_ALERT, account.code(), AccountWorker.ACTOR);
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
}
