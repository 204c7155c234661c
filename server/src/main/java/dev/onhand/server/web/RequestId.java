package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Names a request in its answer and in the log. Made here and never taken from the caller, who
 * could write what he likes into the log by it.
 */
public final class RequestId {

  static final String HEADER = "Request-Id";

  private static final String ATTRIBUTE = "dev.onhand.request-id";

  private RequestId() {}

  static void set(HttpServletRequest request, String id) {
    request.setAttribute(ATTRIBUTE, id);
  }

  /** The request's id; empty if it was refused before it had one. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
  }
}
