package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Listing;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how often listings are looked at, each of which would be a call where they are not known.
 * Written now and then: what was counted since is lost with the process, for it is no more than a
 * figure to compare with.
 */
final class ListingLooks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListingLooks.class);
  private static final Duration WRITE_EVERY = Duration.ofSeconds(30);

  private record Key(SellerId seller, String channel, LocalDate day) {}

  private final Accounts accounts;
  private final InstantSource clock;
  private final Map<Key, Long> looks = new ConcurrentHashMap<>();
  private final Thread writer = Thread.ofVirtual().name("listing-looks").unstarted(this::run);

  ListingLooks(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  void start() {
    writer.start();
  }

  void note(SellerId seller, Collection<Listing> listings) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    listings.forEach(
        listing -> looks.merge(new Key(seller, listing.channel(), day), 1L, Long::sum));
  }

  /** Writes what was counted, for who wants to read it. */
  void write() {
    for (Key key : looks.keySet()) {
      Long counted = looks.remove(key);
      if (counted != null) {
        accounts.looked(key.seller(), key.channel(), key.day(), counted);
      }
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(WRITE_EVERY);
        writeIfPossible();
      }
    } catch (InterruptedException e) {
      LOG.debug("no longer counting looks at listings");
    }
  }

  private void writeIfPossible() {
    try {
      write();
    } catch (RuntimeException e) {
      LOG.debug("looks at listings could not be written", e);
    }
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
