package dev.onhand.core.listing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why what a listing shows changed, by the names that people know. */
public enum ChangeType {
  /** Units were sold from it. */
  ORDER_CREATED,
  /** An order of it is not wanted any more. */
  ORDER_CANCELLED,
  /** Stock was added to it by a batch. */
  TOPUP,
  /** A person changed it. */
  MANUAL,
  /** It was found to show something else. */
  RECONCILIATION,
  /** It was set to what it should show, or read. */
  API_SYNC;

  /** As written in the database and the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ChangeType> find(String code) {
    return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
  }
}
