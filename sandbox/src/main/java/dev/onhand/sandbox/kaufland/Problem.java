package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.wire.Response;
import tools.jackson.databind.node.ObjectNode;

/** What a call that failed is answered. */
enum Problem {
  BAD_REQUEST(400, "/problems/bad-request"),
  VALIDATION_ERROR(400, "/problems/validation-error"),
  TOO_MANY_UNITS(400, "/problems/units/bulk-too-many-units"),
  DUPLICATE_UNITS(400, "/problems/units/bulk-duplicate-units"),
  INVALID_CREDENTIALS(401, "/problems/invalid-credentials"),
  CORRUPTED_SIGNATURE(401, "/problems/corrupted-signature"),
  INVALID_HEADER(401, "/problems/missing-or-invalid-request-header"),
  STOREFRONT_NOT_CONFIGURED(403, "/problems/storefront-not-configured"),
  NOT_FOUND(404, "/problems/not-found"),
  TOO_MANY_REQUESTS(429, "about:blank"),
  SERVER_ERROR(500, "/problems/server-error");

  private final int status;
  private final String type;

  Problem(int status, String type) {
    this.status = status;
    this.type = type;
  }

  Response response(String message) {
    ObjectNode body = Json.object().put("type", type).put("message", message);
    body.putArray("errors");
    return Response.json(status, body.toString());
  }

  /** What is wrong with one field. */
  Response response(String field, String message) {
    ObjectNode body = Json.object().put("type", type).put("message", "The request is not valid.");
    body.putArray("errors").addObject().put("field", field).put("message", message);
    return Response.json(status, body.toString());
  }
}
