package dev.onhand.sandbox.wire;

/** What the wire does to a reply. */
public enum Spoiling {
  /** Nothing: it arrives whole. */
  NONE,
  /** The connection is reset before a byte of the reply is sent. */
  RESET,
  /** The connection is closed in good order, without a byte of the reply. */
  CLOSED,
  /** Nothing is ever sent, and the connection stays open. */
  SILENCE,
  /** Head at once, then the body byte by byte with pauses. */
  SLOW_BODY,
  /** The body never ends. */
  ENDLESS_BODY,
  /** A compressed body of some megabytes that unfolds to many gigabytes. */
  GZIP_BOMB,
  /** The connection is closed after half of the body that was announced. */
  TRUNCATED_BODY,
  /** A body in chunks whose second size is no number. */
  BAD_CHUNKING
}
