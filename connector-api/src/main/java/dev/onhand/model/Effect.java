package dev.onhand.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a status of an order means for stock, in the order in which an order usually meets them. */
public enum Effect {
  /** Nothing. */
  IGNORE,
  /** Open units are reserved until a time, then given back. */
  HOLD,
  /** Open units are reserved. */
  RESERVE,
  /** Open units leave the house. */
  FULFIL,
  /** Open units are not wanted any more. */
  RELEASE,
  /** The units came back. */
  RETURN;

  /** As written in the database, the API and files. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Effect> find(String code) {
    return Arrays.stream(values()).filter(effect -> effect.code().equals(code)).findFirst();
  }
}
