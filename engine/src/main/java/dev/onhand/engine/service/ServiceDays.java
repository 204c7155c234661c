package dev.onhand.engine.service;

import java.time.Instant;
import java.util.List;

/** The days on which this server served, all its nodes together. */
public interface ServiceDays {

  /** A day is known for so long; one that is older is forgotten. */
  int DAYS_KEPT = 400;

  /**
   * Says that a node works.
   *
   * @param now the minute in which it does
   * @param pages what it answered since it said so last, as {@link PageTimes#take()} gives it
   */
  void note(Instant now, long[] pages);

  /**
   * How the server served until a time.
   *
   * @param days that many, of UTC, the one of that time included
   */
  Served served(int days, Instant now);

  /**
   * What was noted of some days.
   *
   * @param minutes that are over
   * @param up of these, those in which a node worked
   * @param pages how many took how long, see {@link PageTimes#BOUNDS}
   */
  record Served(long minutes, long up, List<Long> pages) {

    public Served {
      pages = List.copyOf(pages);
    }
  }
}
