package dev.onhand.sandbox;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can go wrong. Those of the wire come in calls for any purpose. Of the others, {@link
 * #REFUSED_ITEM} to {@link #RESULT_LOST} come in pushes, {@link #SHIFTING_PAGES} in lists of
 * listings and orders, {@link #UNKNOWN_STATUS} where orders are shown (as {@link
 * Purpose#ORDER_POLL}), and {@link #STALE_UPDATED_AT} and those of webhooks outside of calls (as
 * {@link Purpose#OTHER}).
 */
public enum Fault {
  // Answered in place of the work: nothing was done.

  /** Too many requests, without a word on how long to wait. */
  THROTTLED,
  /** Too many requests, with {@code Retry-After}. */
  THROTTLED_WITH_WAIT,
  /** The server's own fault, as this marketplace tells it. */
  SERVER_ERROR,
  /** 503 for maintenance. */
  UNAVAILABLE,
  /** A proxy's 502, an HTML page. */
  HTML_ERROR,
  /** An HTML page with status 200, as from a wrong address or a login page. */
  HTML_SUCCESS,
  /** A firewall's refusal. */
  FIREWALL,
  /** Credentials that were good are refused; a session is over. */
  TOKEN_EXPIRED,
  /** The connection is reset. */
  RESET,
  /** No answer ever comes. */
  SILENCE,

  // The work is done, but the reply is spoiled.

  /** The connection closes without a reply. */
  REPLY_LOST,
  /** A proxy's 504, an HTML page, though the work was done behind it. */
  GATEWAY_TIMEOUT,
  SLOW_BODY,
  ENDLESS_BODY,
  GZIP_BOMB,
  TRUNCATED_BODY,
  BAD_CHUNKING,

  // The work itself is done otherwise.

  /** A pushed item is refused while others of the same call are taken, where that can be. */
  REFUSED_ITEM,
  /** The reply says that a push is done; it takes effect later, or after a newer one. */
  APPLIED_LATE,
  /** The reply says that a push is done; it never takes effect. */
  NOT_APPLIED,
  /** An asynchronous push takes ten times as long. */
  RESULT_LATE,
  /** The result of an asynchronous push is never there, though it was applied. */
  RESULT_LOST,
  /** Between two pages things move, so that one is missed or comes twice. */
  SHIFTING_PAGES,
  /** Fields that no documentation knows. */
  UNKNOWN_FIELDS,
  /** A status that no documentation knows. */
  UNKNOWN_STATUS,
  /** An order changes and its time of change stays. */
  STALE_UPDATED_AT,

  // Webhooks.

  WEBHOOK_LOST,
  WEBHOOK_TWICE,
  /** One is sent after those that came later. */
  WEBHOOK_OVERTAKEN;

  /** Those that are answered in place of the work. */
  static final Set<Fault> BEFORE = EnumSet.range(THROTTLED, SILENCE);

  /** Those that spoil the reply to work that is done. */
  static final Set<Fault> AFTER = EnumSet.range(REPLY_LOST, BAD_CHUNKING);
}
