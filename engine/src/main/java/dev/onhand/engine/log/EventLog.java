package dev.onhand.engine.log;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/** What happened, read back from the records. */
public interface EventLog {

  /** Newest first. */
  List<LogLine> list(SellerId seller, LogQuery query);
}
