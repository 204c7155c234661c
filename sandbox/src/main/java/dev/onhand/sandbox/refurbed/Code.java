package dev.onhand.sandbox.refurbed;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.wire.Response;
import tools.jackson.databind.node.ObjectNode;

/** What gRPC says went wrong, and the HTTP status that a gateway makes of it. */
enum Code {
  INVALID_ARGUMENT(3, 400),
  NOT_FOUND(5, 404),
  PERMISSION_DENIED(7, 403),
  RESOURCE_EXHAUSTED(8, 429),
  FAILED_PRECONDITION(9, 400),
  UNIMPLEMENTED(12, 501),
  INTERNAL(13, 500),
  UNAUTHENTICATED(16, 401);

  private final int number;
  private final int status;

  Code(int number, int status) {
    this.number = number;
    this.status = status;
  }

  /** The answer of a call that failed as a whole. */
  Response response(String message) {
    ObjectNode body = status(message);
    body.putArray("details");
    return Response.json(status, body.toString());
  }

  /** What stands beside an item that failed. */
  ObjectNode status(String message) {
    return Json.object().put("code", number).put("message", message);
  }
}
