package dev.onhand.sandbox.bol;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.wire.Response;
import tools.jackson.databind.node.ObjectNode;

/** What a call that failed is answered. */
final class Problem {
  private Problem() {}

  static Response of(int status, String detail) {
    return response(status, body(status, detail));
  }

  /** What is wrong with one field. */
  static Response violation(String name, String reason) {
    ObjectNode body = body(400, "Bad request");
    body.withArray("violations").addObject().put("name", name).put("reason", reason);
    return response(400, body);
  }

  private static ObjectNode body(int status, String detail) {
    ObjectNode body = Json.object().put("type", "https://api.bol.com/problems");
    body.put("title", "Error. Consult the bol.com API documentation for more information.");
    body.put("status", status);
    body.put("detail", detail);
    body.put("host", "Instance-001");
    body.put("instance", "https://api.bol.com/retailer/resource");
    body.putArray("violations");
    return body;
  }

  private static Response response(int status, ObjectNode body) {
    return Response.of(status, "application/problem+json", body.toString());
  }
}
