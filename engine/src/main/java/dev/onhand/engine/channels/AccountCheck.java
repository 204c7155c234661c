package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.Settings.InvalidSettingsException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks a channel for what it will be asked for, and says in words what is wrong, if something is.
 */
public final class AccountCheck {

  /** Since when orders are asked for: few have changed. */
  private static final Duration LATELY = Duration.ofMinutes(1);

  private final Connectors connectors;
  private final InstantSource clock;

  public AccountCheck(Connectors connectors, InstantSource clock) {
    this.connectors = connectors;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param listings how many it showed on the first page; null: it did not come to that
   */
  public record Result(boolean isWell, String detail, @Nullable Integer listings) {}

  /** Reads a page of listings, and one of orders: a key may be good for one of them alone. */
  public Result run(Account account) throws InterruptedException {
    try {
      return read(connectors.open(account));
    } catch (InvalidSettingsException e) {
      return new Result(false, "The settings do not do: " + e.getMessage(), null);
    } catch (IllegalStateException e) {
      return new Result(false, String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      return new Result(
          false,
          "What answered is no such channel: its answer cannot be read. Check the address. ("
              + e.getMessage()
              + ")",
          null);
    }
  }

  private Result read(Connectors.Open open) throws InterruptedException {
    ListingPage page;
    try {
      page = open.connector().listings(Cursor.START);
    } catch (DeferredException e) {
      return new Result(false, open.descriptor().advice(e), null);
    }
    int listings = page.listings().size();
    try {
      readOrders(open.connector());
    } catch (DeferredException e) {
      if (e.why() != Cause.THROTTLED) {
        return new Result(
            false,
            "Its listings were read, its orders were not. " + open.descriptor().advice(e),
            listings);
      }
    }
    boolean isFile = listings == 0 && page.next() != null;
    return new Result(
        true,
        isFile
            ? "The channel answered; it has so many listings that it makes a file of them."
            : "The channel answered; listings on its first page: %d.".formatted(listings),
        listings);
  }

  /** Not where an order that was shown once cannot be asked for: it might be lost by this. */
  private void readOrders(Connector connector) throws InterruptedException {
    if (connector instanceof ReportsOrders orders && connector instanceof ReadsOrder) {
      orders.orders(clock.instant().minus(LATELY), Cursor.START);
    }
  }
}
