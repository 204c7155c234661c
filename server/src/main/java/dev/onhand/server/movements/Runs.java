package dev.onhand.server.movements;

import dev.onhand.engine.ledger.Run;
import org.jspecify.annotations.Nullable;

/** The parameter {@code dry_run}, and what answers say of it. */
public final class Runs {

  private Runs() {}

  public static Run of(boolean dryRun) {
    return dryRun ? Run.DRY : Run.LIVE;
  }

  /** True, or null for "not there". */
  public static @Nullable Boolean shown(Run run) {
    return run == Run.DRY ? Boolean.TRUE : null;
  }
}
