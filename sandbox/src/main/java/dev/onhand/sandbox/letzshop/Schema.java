package dev.onhand.sandbox.letzshop;

import dev.onhand.sandbox.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What of the schema is known, without what the account is said to lack. */
final class Schema {
  /** Types, each with its fields, their arguments and types. */
  private static final String KNOWN =
      """
      Query: __schema():__Schema! shipments(state:ShipmentState first:Int after:String):ShipmentConnection! node(id:ID!):Node
      ShipmentConnection: nodes():[Shipment!]! pageInfo():PageInfo!
      PageInfo: hasNextPage():Boolean! endCursor():String
      Node: id():ID!
      Shipment: id():ID! number():String! state():ShipmentState! order():Order! inventoryUnits():[InventoryUnit!]!
      Order: id():ID! number():String! email():String total():String! completedAt():DateTime locale():String shipAddress():Address billAddress():Address
      Address: firstName():String lastName():String zipCode():String city():String country():Country
      Country: name():String iso():String!
      InventoryUnit: id():ID! state():InventoryUnitState! variant():Variant
      Variant: id():ID! sku():String mpn():String price():String tradeId():TradeId
      TradeId: number():String! parser():String!
      """;

  /** Values of enumerations; only the first two of shipments are confirmed. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "ShipmentState", List.of("canceled", "confirmed", "declined", "shipped", "unconfirmed"),
          "InventoryUnitState",
              List.of("confirmed_available", "confirmed_unavailable", "returned", "unconfirmed"));

  private static final Pattern FIELD = Pattern.compile("(\\w+)\\(([^)]*)\\):(\\S+)");
  private static final Pattern ARGUMENT = Pattern.compile("(\\w+):(\\S+)");

  private record Member(String type, Map<String, String> arguments) {}

  private final Map<String, Map<String, Member>> types = new LinkedHashMap<>();
  private final Set<String> lacks;

  Schema(Set<String> lacks) {
    this.lacks = lacks;
    for (String line : KNOWN.lines().toList()) {
      String[] parts = line.split(": ", 2);
      Map<String, Member> fields = new LinkedHashMap<>();
      FIELD.matcher(parts[1]).results().forEach(it -> fields.put(it.group(1), member(it)));
      types.put(parts[0], fields);
    }
  }

  private static Member member(MatchResult field) {
    Map<String, String> arguments = new LinkedHashMap<>();
    ARGUMENT
        .matcher(field.group(2))
        .results()
        .forEach(it -> arguments.put(it.group(1), it.group(2)));
    return new Member(field.group(3), arguments);
  }

  /**
   * @param name such as {@code Shipment.state} or {@code Query.shipments.first}
   */
  boolean has(String name) {
    String[] parts = name.split("\\.");
    @Nullable Member member = types.getOrDefault(parts[0], Map.of()).get(parts[1]);
    return member != null
        && !lacks.contains(name)
        && (parts.length < 3 || member.arguments().containsKey(parts[2]));
  }

  /** The values of an enumeration that the account has. */
  List<String> values(String type) {
    return VALUES.getOrDefault(type, List.of()).stream()
        .filter(value -> !lacks.contains(type + "." + value))
        .toList();
  }

  /** Takes out of a document what the schema does not have. */
  ObjectNode cut(ObjectNode document) {
    String type = document.path("__typename").asString("");
    for (String name : List.copyOf(document.propertyNames())) {
      if (!name.equals("__typename") && !has(type + "." + name)) {
        document.remove(name);
      }
    }
    document.values().forEach(this::cutInside);
    return document;
  }

  private void cutInside(JsonNode node) {
    if (node instanceof ObjectNode object) {
      cut(object);
    } else {
      node.values().forEach(this::cutInside);
    }
  }

  /** The answer to {@code __schema}. */
  ObjectNode document() {
    ObjectNode schema = Json.object().put("__typename", "__Schema");
    schema.putObject("queryType").put("__typename", "__Type").put("name", "Query");
    ArrayNode all = schema.putArray("types");
    types.keySet().forEach(type -> all.add(type(type)));
    VALUES.keySet().forEach(type -> all.add(enumeration(type)));
    return schema;
  }

  private ObjectNode type(String type) {
    ObjectNode document = named(type).put("kind", "OBJECT").putNull("enumValues");
    ArrayNode fields = document.putArray("fields");
    types
        .getOrDefault(type, Map.of())
        .forEach(
            (name, member) -> {
              if (has(type + "." + name)) {
                ObjectNode field =
                    fields.addObject().put("__typename", "__Field").put("name", name);
                field.set("type", reference(member.type()));
                ArrayNode arguments = field.putArray("args");
                member
                    .arguments()
                    .forEach(
                        (argument, of) -> {
                          if (has("%s.%s.%s".formatted(type, name, argument))) {
                            arguments
                                .addObject()
                                .put("__typename", "__InputValue")
                                .put("name", argument)
                                .set("type", reference(of));
                          }
                        });
              }
            });
    return document;
  }

  private ObjectNode enumeration(String type) {
    ObjectNode document = named(type).put("kind", "ENUM").putNull("fields");
    ArrayNode values = document.putArray("enumValues");
    values(type)
        .forEach(value -> values.addObject().put("__typename", "__EnumValue").put("name", value));
    return document;
  }

  private static ObjectNode named(String type) {
    return Json.object().put("__typename", "__Type").put("name", type);
  }

  /** A type as something has it, from the outside in. */
  private static JsonNode reference(String type) {
    if (type.endsWith("!")) {
      return wrapped("NON_NULL", type.substring(0, type.length() - 1));
    }
    if (type.startsWith("[")) {
      return wrapped("LIST", type.substring(1, type.length() - 1));
    }
    return named(type).put("kind", "OBJECT").set("ofType", NullNode.getInstance());
  }

  private static JsonNode wrapped(String kind, String inner) {
    ObjectNode reference =
        Json.object().put("__typename", "__Type").put("kind", kind).putNull("name");
    reference.set("ofType", reference(inner));
    return reference;
  }
}
