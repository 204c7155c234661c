package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where it is kept what people and programs did to a seller's set-up. Nothing of it goes away. */
public interface AdminActions {

  /**
   * Something that is about to be done.
   *
   * @param what the name of the operation
   * @param path that was asked for, without its query
   */
  record Begun(Instant at, String actor, String what, String path, String requestId) {}

  /**
   * Something that was done, or refused.
   *
   * @param status the HTTP status it was answered with; null: it was cut short
   */
  record Done(long id, Begun begun, @Nullable Integer status) {}

  /**
   * Writes that something is about to be done.
   *
   * @return its id
   */
  long begin(SellerId seller, Begun begun);

  /** Adds how it ended, once. */
  void end(SellerId seller, long id, int status);

  /** Newest first. */
  Slice<Done> list(SellerId seller, PageRequest page);
}
