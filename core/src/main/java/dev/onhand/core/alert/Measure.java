package dev.onhand.core.alert;

/** What a rule measures, and which way is worse. */
public enum Measure {
  /** Units that are left: fewer are worse. An alert opens at the threshold or below. */
  UNITS_LEFT("units", true),
  /** Units too many, or missing: more are worse. An alert opens above the threshold. */
  UNITS("units", false),
  /** How long something has waited: longer is worse. */
  SECONDS("seconds", false),
  /** A part of all, rounded up: more is worse. */
  PERCENT("percent", false);

  private final String unit;
  private final boolean fallsIntoTrouble;

  Measure(String unit, boolean fallsIntoTrouble) {
    this.unit = unit;
    this.fallsIntoTrouble = fallsIntoTrouble;
  }

  /** As people write it. */
  public String unit() {
    return unit;
  }

  /** Whether less is worse. */
  public boolean fallsIntoTrouble() {
    return fallsIntoTrouble;
  }
}
