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

  /**
   * Which of them are wanted.
   *
   * @param actor who did it; null: anybody
   * @param what a part of the operation's name, however it is written; null: any
   * @param path a part of what was asked for, however it is written; null: any
   * @param from when it was begun at the earliest; null: ever
   * @param to when it was begun, before this; null: until now
   */
  record Wanted(
      @Nullable String actor,
      @Nullable String what,
      @Nullable String path,
      @Nullable Instant from,
      @Nullable Instant to) {

    /** Of a part of what is asked for: as long as anything that is kept of an action. */
    public static final int LENGTH_MAX = 200;
  }

  /** Newest first. */
  Slice<Done> list(SellerId seller, Wanted wanted, PageRequest page);
}
