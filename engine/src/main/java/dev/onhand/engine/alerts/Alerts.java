package dev.onhand.engine.alerts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.List;
import java.util.Optional;

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
  void close(SellerId seller, String kind, String subject, String by);

  /** Closes an alert by its id; empty if there is none. Closing a closed one changes nothing. */
  Optional<Alert> close(SellerId seller, long alertId, String by);

  /** The open ones of a kind, the newest first; 100 at most. */
  List<Alert> open(SellerId seller, String kind);

  /** Newest first. */
  Slice<Alert> list(SellerId seller, boolean openOnly, PageRequest page);
}
