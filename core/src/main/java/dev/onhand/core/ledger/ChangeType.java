package dev.onhand.core.ledger;

import java.util.Locale;

/** The coarse kinds of stock change that back offices know: what a {@link Reason} means to them. */
public enum ChangeType {
  SALE,
  RETURN,
  CONTAINER,
  MANUAL;

  /** As written in the API and on pages. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
