package dev.onhand.store.channels;

import dev.onhand.connector.http.Pacer;
import dev.onhand.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Settings of an account, and what it spent of its limits, as JSON. */
final class AccountJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final TypeReference<List<Pacer.Stretch>> STRETCHES = new TypeReference<>() {};

  private AccountJson() {}

  static String write(Map<String, String> settings) {
    ObjectNode node = JSON.createObjectNode();
    new TreeMap<>(settings).forEach(node::put);
    return node.toString();
  }

  static Map<String, String> read(String json) {
    Map<String, String> settings = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : JSON.readTree(json).properties()) {
      settings.put(field.getKey(), field.getValue().asString());
    }
    return settings;
  }

  static String writeSpent(List<Pacer.Stretch> spent) {
    return JSON.writeValueAsString(spent);
  }

  static List<Pacer.Stretch> readSpent(String json) {
    return JSON.readValue(json, STRETCHES);
  }

  static String writeSecrets(Map<String, Secret> secrets) {
    Map<String, String> plain = new TreeMap<>();
    secrets.forEach((name, secret) -> plain.put(name, secret.reveal()));
    return write(plain);
  }

  static Map<String, Secret> readSecrets(String json) {
    Map<String, Secret> secrets = new TreeMap<>();
    read(json).forEach((name, value) -> secrets.put(name, Secret.of(value)));
    return secrets;
  }
}
