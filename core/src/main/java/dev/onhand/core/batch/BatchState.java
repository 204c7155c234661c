package dev.onhand.core.batch;

import dev.onhand.model.Codes;
import java.util.Locale;

/** How far a batch is. */
public enum BatchState {
  /** Scans are taken in. */
  OPEN,
  /** No scans are taken in any more: its lines are being posted, or are. */
  PUSHED,
  /** What was scanned is in the journal, and the channels said that they took it. */
  VERIFIED,
  /** Done. */
  COMPLETED,
  /** Called off before anything was posted. */
  CANCELLED,
  /** What it posted was reversed, but for what the books refused. */
  UNDONE;

  /** As written in the database and the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing can become of it any more. */
  public boolean isEnd() {
    return this == COMPLETED || this == CANCELLED || this == UNDONE;
  }

  /**
   * The state of this code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static BatchState read(String code) {
    return Codes.read("state", values(), BatchState::code, code);
  }
}
