package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.wire.Response;
import tools.jackson.databind.node.ObjectNode;

/** What Magento says when it does not do it. Its messages have holes that parameters fill. */
final class Errors {
  private Errors() {}

  static Response of(int status, String message) {
    return Response.json(status, Json.object().put("message", message).toString());
  }

  static Response unauthorized(String resource) {
    ObjectNode body =
        Json.object().put("message", "The consumer isn't authorized to access %resources.");
    body.putObject("parameters").put("resources", resource);
    return Response.json(401, body.toString());
  }

  /** One bad entry refuses the whole call, without a word on which it was. */
  static Response validation(String problem, String field) {
    ObjectNode body = Json.object();
    String told = problem.replace("%field", field);
    body.put("message", "Validation Failed: " + told);
    body.putArray("errors")
        .addObject()
        .put("message", problem)
        .putObject("parameters")
        .put("field", field);
    return Response.json(400, body.toString());
  }

  static Response noProduct() {
    return of(
        404, "The product that was requested doesn't exist. Verify the product and try again.");
  }

  static Response noRoute() {
    return of(404, "Request does not match any route.");
  }
}
