package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.wire.Response;

/** What Medusa says when it does not do it. */
final class Errors {
  private Errors() {}

  static Response invalid(String message) {
    return of(400, "invalid_data", message);
  }

  static Response notAllowed(String message) {
    return of(400, "not_allowed", message);
  }

  static Response notFound(String message) {
    return of(404, "not_found", message);
  }

  static Response unknown() {
    return of(500, "unknown_error", "An unknown error occurred.");
  }

  static Response unauthorized() {
    return Response.json(401, Json.object().put("message", "Unauthorized").toString());
  }

  static Response of(int status, String type, String message) {
    return Response.json(
        status, Json.object().put("type", type).put("message", message).toString());
  }
}
