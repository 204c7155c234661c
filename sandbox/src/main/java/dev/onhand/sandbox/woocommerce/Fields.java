package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.wire.Request;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What of a document was asked for; all of it where nothing was said. */
final class Fields {
  private Fields() {}

  static ObjectNode of(Request request, ObjectNode document) {
    String fields = request.parameter("_fields").orElse("");
    return fields.isEmpty() ? document : document.retain(List.of(fields.split(",")));
  }
}
