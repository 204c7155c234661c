package dev.onhand.server.movements;

import dev.onhand.server.web.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one item of a batch. What is wrong with it is noted and the rest of it skipped, so that the
 * items behind it can be read; JSON that is no JSON ends it all.
 */
final class ItemReader {

  private final JsonParser json;
  private final List<FieldError> errors = new ArrayList<>();

  private @Nullable String key;
  private @Nullable String sku;
  private @Nullable String productId;
  private @Nullable String reason;
  private @Nullable Long quantity;
  private @Nullable String location;
  private @Nullable String toLocation;
  private @Nullable String state;
  private NewMovement.@Nullable NewCause cause;
  private @Nullable String note;
  private @Nullable String occurredAt;
  private @Nullable Long expectedOnHand;
  private @Nullable Boolean fact;

  ItemReader(JsonParser json) {
    this.json = json;
  }

  /** Reads from the item's first token to its last. */
  MovementBatch.BatchItem read() {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      wrong("", "an object in { }");
    } else {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        read(field);
      }
    }
    return new MovementBatch.BatchItem(
        key,
        sku,
        productId,
        reason,
        quantity,
        location,
        toLocation,
        state,
        cause,
        note,
        occurredAt,
        expectedOnHand,
        fact);
  }

  /** What was wrong with it. */
  List<FieldError> errors() {
    return errors;
  }

  private void read(String field) {
    switch (field) {
      case "key" -> key = text("/key");
      case "sku" -> sku = text("/sku");
      case "product_id" -> productId = text("/product_id");
      case "reason" -> reason = text("/reason");
      case "quantity" -> quantity = whole("/quantity");
      case "location" -> location = text("/location");
      case "to_location" -> toLocation = text("/to_location");
      case "state" -> state = text("/state");
      case "cause" -> cause = cause();
      case "note" -> note = text("/note");
      case "occurred_at" -> occurredAt = text("/occurred_at");
      case "expected_on_hand" -> expectedOnHand = whole("/expected_on_hand");
      case "fact" -> fact = truth("/fact");
      default -> unknown("", field);
    }
  }

  private NewMovement.@Nullable NewCause cause() {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      wrong("/cause", "an object in { }");
      return null;
    }
    String kind = null;
    String reference = null;
    String line = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "kind" -> kind = text("/cause/kind");
        case "reference" -> reference = text("/cause/reference");
        case "line" -> line = text("/cause/line");
        default -> unknown("/cause", field);
      }
    }
    return new NewMovement.NewCause(kind, reference, line);
  }

  private @Nullable String text(String pointer) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getString();
      case VALUE_NULL -> null;
      case null, default -> {
        wrong(pointer, "a text in quotes");
        yield null;
      }
    };
  }

  private @Nullable Long whole(String pointer) {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return json.getLongValue();
    }
    wrong(pointer, "a whole number, without quotes, fraction or exponent, of at most 18 digits");
    return null;
  }

  private @Nullable Boolean truth(String pointer) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case null, default -> {
        wrong(pointer, "true or false");
        yield null;
      }
    };
  }

  private void wrong(String pointer, String expected) {
    String name = pointer.isEmpty() ? "an item" : pointer.substring(pointer.lastIndexOf('/') + 1);
    errors.add(new FieldError(pointer, FieldError.INVALID, name + " must be " + expected));
    json.skipChildren();
  }

  private void unknown(String at, String field) {
    errors.add(FieldError.unknown(at, field));
    json.skipChildren();
  }
}
