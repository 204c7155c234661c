package dev.onhand.core.ledger;

import java.util.Locale;

/** What can be done with units that are at (or on their way to) a location. */
public enum State {
  AVAILABLE,
  RESERVED,
  DAMAGED,
  QUALITY_CONTROL,
  SET_ASIDE,
  IN_TRANSIT;

  /** Kept: each movement is written with several of them. */
  private final String code = name().toLowerCase(Locale.ROOT);

  /** Units on their way are not there yet; all others are. */
  public boolean isOnHand() {
    return this != IN_TRANSIT;
  }

  /** As written in the database, the API and files. */
  public String code() {
    return code;
  }
}
