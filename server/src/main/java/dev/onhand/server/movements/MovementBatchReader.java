package dev.onhand.server.movements;

import dev.onhand.engine.ledger.CommandList;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a batch item by item, so that one malformed item does not refuse the others. By hand,
 * because a body holds ten thousand.
 */
final class MovementBatchReader extends ValueDeserializer<MovementBatch> {

  @Override
  public MovementBatch deserialize(JsonParser json, DeserializationContext context) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw ProblemException.invalid("", "The body must be an object in { }");
    }
    Boolean atomic = null;
    List<MovementBatch.BatchItem> items = null;
    Map<Integer, List<FieldError>> malformed = new HashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "atomic" -> atomic = atomic(json);
        case "items" -> items = items(json, malformed);
        default -> throw ProblemException.invalid(List.of(FieldError.unknown("", field)));
      }
    }
    if (items == null || items.isEmpty()) {
      throw ProblemException.invalid(
          "/items", "items must hold 1 to %d movements".formatted(CommandList.COMMANDS_MAX));
    }
    return new MovementBatch(atomic, items, malformed);
  }

  private static @Nullable Boolean atomic(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case null, default ->
          throw ProblemException.invalid("/atomic", "atomic must be true or false");
    };
  }

  private static List<MovementBatch.BatchItem> items(
      JsonParser json, Map<Integer, List<FieldError>> malformed) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw ProblemException.invalid("/items", "items must be a list in [ ]");
    }
    List<MovementBatch.BatchItem> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == CommandList.COMMANDS_MAX) {
        throw ProblemException.invalid(
            "/items",
            "items must hold at most %d movements; send the rest in another request"
                .formatted(CommandList.COMMANDS_MAX));
      }
      ItemReader reader = new ItemReader(json);
      MovementBatch.BatchItem item = reader.read();
      if (!reader.errors().isEmpty()) {
        malformed.put(items.size(), reader.errors());
      }
      items.add(item);
    }
    return items;
  }
}
