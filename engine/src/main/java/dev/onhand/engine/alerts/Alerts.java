package dev.onhand.engine.alerts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where alerts are kept. */
public interface Alerts {

  /**
   * Opens an alert, or notes that the open one of this kind and subject was seen again (at the
   * worse of both severities).
   */
  void raise(SellerId seller, Severity severity, String kind, String subject, String detail);

  /**
   * Closes the open alert of a kind and subject, if there is one.
   *
   * @param by who or what closed it
   */
  default void close(SellerId seller, String kind, String subject, String by) {
    close(seller, List.of(kind), subject, by);
  }

  /** The same of several kinds. */
  void close(SellerId seller, List<String> kinds, String subject, String by);

  /** Closes an alert by its id; empty if there is none. Closing a closed one changes nothing. */
  Optional<Alert> close(SellerId seller, long alertId, String by);

  /**
   * Notes that somebody knows of an alert: it stays open, and nobody is told of it any more. Empty
   * if there is none of that id. An alert that is acknowledged or closed stays as it is.
   */
  Optional<Alert> acknowledge(SellerId seller, long alertId, String by);

  /**
   * Leaves people alone with an alert for a while: until then it is not among the open ones, and
   * who was to be told of it is told then, if it is still open.
   *
   * @param until null: it is to be seen again at once
   */
  Optional<Alert> snooze(SellerId seller, long alertId, @Nullable Instant until);

  Optional<Alert> find(SellerId seller, long alertId);

  /** The open ones of some kinds, the newest first; 100 at most of each. */
  List<Alert> open(SellerId seller, String... kinds);

  /**
   * Newest first.
   *
   * @param openOnly without those that are closed, and those that are snoozed now
   */
  Slice<Alert> list(SellerId seller, boolean openOnly, PageRequest page);
}
