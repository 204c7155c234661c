package dev.onhand.server.web;

import java.io.IOException;

/** A body of unknown length turned out to be longer than may be. */
final class BodyTooLargeException extends IOException {

  private static final long serialVersionUID = 1;

  BodyTooLargeException() {
    super("the body is longer than " + JsonRules.BODY_BYTES_MAX + " bytes");
  }
}
