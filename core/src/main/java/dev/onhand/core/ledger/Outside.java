package dev.onhand.core.ledger;

import java.util.Locale;

/** Where units come from and go to when they are not at a location of the seller's. */
public enum Outside {
  SUPPLIER,
  CUSTOMER,
  PRODUCTION,
  OPENING,
  COUNT,
  LOSS,
  PROMOTION;

  /** Kept: each movement is written with several of them. */
  private final String code = name().toLowerCase(Locale.ROOT);

  /** As written in the database, the API and files. */
  public String code() {
    return code;
  }
}
