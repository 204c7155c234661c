package dev.onhand.engine.channels;

import dev.onhand.engine.channels.Account.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Switches channels between another tool and Onhand, and compares the two. */
public final class Shadowing {

  private final Shadows shadows;
  private final Accounts accounts;
  private final InstantSource clock;

  public Shadowing(Shadows shadows, Accounts accounts, InstantSource clock) {
    this.shadows = shadows;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** Another tool tells the channel's listings from now on: it is read, and told nothing. */
  public void begin(Account account) {
    Instant now = clock.instant();
    shadows.begin(account.seller(), account.channel(), now);
    // what it shows now is what the first numbers are compared with
    accounts.want(account.seller(), account.channel(), now, now);
    accounts.setState(account.seller(), account.channel(), State.ACTIVE, null, now);
  }

  /** Onhand tells its listings from now on. What they show by now is read soon. */
  public void end(Account account) {
    Instant now = clock.instant();
    shadows.end(account.seller(), account.channel(), now);
    accounts.want(account.seller(), account.channel(), now, now);
  }

  /**
   * What it would have been told since its shadow began, and what that had meant.
   *
   * @param lag how long listings would have needed for a number, up to {@link ShadowReport#LAG_MAX}
   */
  public ShadowReport compare(Account account, Duration lag) {
    if (lag.isNegative() || lag.compareTo(ShadowReport.LAG_MAX) > 0) {
      throw new IllegalArgumentException(
          "lag_seconds must be from 0 to %d, not %d"
              .formatted(ShadowReport.LAG_MAX.toSeconds(), lag.toSeconds()));
    }
    return ShadowReport.of(shadows, account, lag);
  }
}
