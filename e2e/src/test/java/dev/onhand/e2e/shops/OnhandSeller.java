package dev.onhand.e2e.shops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.e2e.Shell;
import dev.onhand.e2e.ShippedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A seller with an Onhand of the shipped build, set up and used by its commands and its API. */
final class OnhandSeller implements AutoCloseable {
  private static final String PLACE = "main";

  private final Path folder;
  private final ShippedServer server;
  private final JsonClient api;

  private OnhandSeller(Path folder, ShippedServer server) {
    this.folder = folder;
    this.server = server;
    this.api =
        new JsonClient(server.url() + "/api/v1").with("Authorization", "Bearer " + server.token());
  }

  static OnhandSeller start(Path folder) throws IOException, InterruptedException {
    return new OnhandSeller(
        folder,
        ShippedServer.start(
            folder.resolve("onhand"), Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8")));
  }

  String url() {
    return server.url();
  }

  /** Types a command, which must end well, and returns what it says. */
  String command(String... words) throws IOException, InterruptedException {
    Shell.Result result =
        Shell.run(
            Map.of("ONHAND_URL", server.url(), "ONHAND_DATA", folder.resolve("onhand").toString()),
            Shell.DISTRIBUTION.resolve("bin/onhand"),
            words);
    assertThat(result.exitCode())
        .as("%s: %s%s", List.of(words), result.out(), result.err())
        .isZero();
    return result.out();
  }

  /** Products and how many of each there are. */
  void stock(Map<String, Integer> units) throws IOException, InterruptedException {
    command("location", "add", PLACE);
    for (Map.Entry<String, Integer> each : units.entrySet()) {
      String sku = each.getKey();
      command("product", "add", sku);
      command(
          "movement",
          "add",
          sku,
          "--reason",
          "purchase",
          "--quantity",
          each.getValue().toString(),
          "--location",
          PLACE,
          "--key",
          "opening-" + sku);
    }
  }

  /**
   * Adds the account of a shop, tests it, and reads its listings; it stays paused.
   *
   * @return where the shop may call
   */
  String add(RealShop shop, String webhookSecret) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("channel", "add", shop.type(), "--type", shop.type()));
    shop.settings().forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
    Map<String, String> secrets = new HashMap<>(shop.secrets());
    secrets.put("webhook_secret", webhookSecret);
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      Path file = folder.resolve(shop.type() + "-" + secret.getKey());
      Files.writeString(file, secret.getValue());
      words.addAll(List.of("--secret-file", secret.getKey() + "=" + file));
    }
    // Its own schedule stays out of the way: it is asked when the simulated minute is over.
    words.addAll(List.of("--poll-seconds", "86400"));
    command(words.toArray(String[]::new));
    assertThat(command("channel", "test", shop.type())).contains("The channel answered");
    command("channel", "populate", shop.type());
    return server.url() + account(shop).get("webhook_path").asString();
  }

  void resume(RealShop shop) throws IOException, InterruptedException {
    command("channel", "resume", shop.type());
  }

  JsonNode account(RealShop shop) {
    return api.get("/channels/" + shop.type() + "/account").good();
  }

  List<JsonNode> listings(RealShop shop) {
    return list("/listings?channel=" + shop.type());
  }

  /** Asks for a poll; it is done when {@link #polledAt} moves. */
  void pull(RealShop shop) {
    api.post("/channels/" + shop.type() + "/account/pull", Map.of()).good();
  }

  String polledAt(RealShop shop) {
    return account(shop).path("orders_polled_at").asString("");
  }

  boolean knows(RealShop shop, String order) {
    return api.get("/orders/" + shop.type() + "/" + order).isGood();
  }

  /**
   * How many units were ordered of a shop, by order; one that was there twice would count twice.
   */
  Map<String, Long> orders(RealShop shop) {
    Map<String, Long> found = new TreeMap<>();
    list("/orders?channel=" + shop.type())
        .forEach(
            it ->
                found.merge(
                    it.get("external_id").asString(), it.get("ordered").asLong(), Long::sum));
    return found;
  }

  /** Whether all listings of a shop are believed to show what they should. */
  boolean isQuiet(RealShop shop) {
    JsonNode account = account(shop);
    return account.get("due").asLong() == 0 && account.get("being_told").asLong() == 0;
  }

  /** What may be promised, by SKU; what was promised without being there counts as nothing. */
  Map<String, Long> available() {
    Map<String, Long> available = new TreeMap<>();
    list("/stock?")
        .forEach(
            it ->
                available.put(it.get("sku").asString(), Math.max(0, it.get("available").asLong())));
    return available;
  }

  /** Calls of a shop by what they were for. */
  Map<String, Long> calls(RealShop shop) {
    Map<String, Long> calls = new TreeMap<>();
    api.get("/channels/" + shop.type() + "/account/calls")
        .good()
        .get("data")
        .forEach(
            it -> calls.merge(it.get("purpose").asString(), it.get("calls").asLong(), Long::sum));
    return calls;
  }

  /** How many numbers listings of a shop were told, by their history. */
  long told(RealShop shop) {
    long told = 0;
    for (JsonNode listing : listings(shop)) {
      for (JsonNode change : list("/listings/" + listing.get("id").asString() + "/history?")) {
        if (change.path("reference").asString("").startsWith("push-")) {
          told++;
        }
      }
    }
    return told;
  }

  /** What the newest comparison of a shop's listings found. */
  JsonNode reconciliation(RealShop shop) {
    return api.get("/reconciliations?channel=" + shop.type()).good().at("/data/0");
  }

  /** The alerts that are open, but those that say that units of these SKUs are missing. */
  List<JsonNode> alertsBut(Set<String> missing) {
    return list("/alerts?open=true").stream()
        .filter(
            alert ->
                !alert.get("kind").asString().equals("stock.below_floor")
                    || missing.stream()
                        .noneMatch(sku -> alert.get("detail").asString().contains("'" + sku + "'")))
        .toList();
  }

  private List<JsonNode> list(String path) {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    JsonNode page;
    do {
      page = api.get(path + "&limit=200" + after).good();
      page.get("data").forEach(all::add);
      after = all.isEmpty() ? "" : "&starting_after=" + id(all.getLast());
    } while (page.path("has_more").asBoolean(false));
    return all;
  }

  private static String id(JsonNode row) {
    return row.path("id").asString(row.path("product_id").asString(""));
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
  }
}
