package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * An answer that is not sent before it is whole. Spring flushes each body it has written, upon
 * which a short answer is sent in chunks and by two calls to the system; without that it has a
 * length, and goes out by one. What is to be seen earlier flushes the stream.
 */
final class WholeResponse extends HttpServletResponseWrapper {

  WholeResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public void flushBuffer() {
    // The container does, once the handler is done.
  }
}
