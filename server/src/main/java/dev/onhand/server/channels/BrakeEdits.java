package dev.onhand.server.channels;

import dev.onhand.core.listing.Brake;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.server.access.Caller;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Versions;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes of a brake's limits: of two who change the same ones, the second is told. */
@Component
public final class BrakeEdits {

  private final HeldChanges held;
  private final InstantSource clock;

  BrakeEdits(HeldChanges held, InstantSource clock) {
    this.held = held;
    this.clock = clock;
  }

  /**
   * Sets the limits of a channel, while they are still those that were seen.
   *
   * @param seen null: whatever is there
   * @throws ProblemException if they are others now, with both
   */
  public void replace(Caller caller, Account account, @Nullable Brake seen, Brake wanted) {
    Edit edit = new Edit(caller.actor(), clock.instant(), null);
    if (!held.setBrake(caller.seller(), account.channel(), seen, wanted, edit)) {
      throw overtaken(held.brake(caller.seller(), account.channel()), wanted);
    }
  }

  /**
   * Sets the limits by the {@link #version} that was seen.
   *
   * @param now what is there
   * @param version null: whatever is there
   * @throws ProblemException if they are others now, with both
   */
  void set(Caller caller, Account account, Brake now, Brake wanted, @Nullable Long version) {
    if (version != null && version != version(now)) {
      throw overtaken(now, wanted);
    }
    replace(caller, account, version == null ? null : now, wanted);
  }

  private static ProblemException overtaken(Brake now, Brake wanted) {
    return Versions.overtaken(inWords(now), inWords(wanted));
  }

  private static String inWords(Brake brake) {
    return String.format(
        Locale.ROOT,
        "'more than %,d listings and %d %% to nothing or %d %% raised, more than %,d units and %d %%'",
        brake.listingsAbove(),
        brake.zeroedPercent(),
        brake.raisedPercent(),
        brake.unitsAbove(),
        brake.unitsPercent());
  }

  /** What limits say, as a number; those that hold where none were set have one too. */
  static long version(Brake brake) {
    return Versions.ofText(brake.toString());
  }
}
