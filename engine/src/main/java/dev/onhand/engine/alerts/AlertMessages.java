package dev.onhand.engine.alerts;

import dev.onhand.core.alert.Telling;
import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What people are to be told, and were. */
public interface AlertMessages {

  /**
   * Decides of alerts that opened who is told of them, each once. Nobody is told of one that is
   * over already, is acknowledged or snoozed, or was told a quarter of an hour ago.
   *
   * @return those for whom something waits
   */
  List<AlertTarget> plan(SellerId seller, Instant now);

  /**
   * A message that is under way.
   *
   * @param number of it, by which its end is written; who was too slow writes nothing
   * @param ids of what is told in it
   * @param alerts as they are now, the oldest first
   */
  record Begun(long number, List<Long> ids, List<Alert> alerts) {
    public Begun {
      ids = List.copyOf(ids);
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * Begins a message, which nobody else does until it is ended or its time is over.
   *
   * @param choosing what of all that waits is told now
   * @param until when its time is over
   * @return empty: nothing is to be told now, or somebody is at it
   */
  Optional<Begun> begin(
      SellerId seller,
      long targetId,
      BiFunction<AlertTarget, List<Telling.Waiting>, List<Telling.Waiting>> choosing,
      Instant now,
      Instant until);

  /** It went. */
  void told(SellerId seller, long targetId, Begun message, Instant now);

  /**
   * It did not go, and is tried again.
   *
   * @return how often that happened in a row
   */
  int failed(SellerId seller, long targetId, Begun message, String why, Instant now);

  /** Forgets what was told before. */
  long forgetBefore(SellerId seller, Instant before);
}
