package dev.onhand.engine.stock;

import java.util.Locale;

/** Which of a movement's two times a question is about. */
public enum TimeAxis {
  /** When it happened: back-dated movements count from the day they are dated. */
  OCCURRED,
  /** When we learnt of it: what the books said then. */
  RECORDED;

  /** As written in the API and on the command line. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
