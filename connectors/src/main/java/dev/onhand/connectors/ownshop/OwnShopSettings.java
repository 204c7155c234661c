package dev.onhand.connectors.ownshop;

import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.Template;
import dev.onhand.connector.json.Pointer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is asked for of a shop, and how that is read. The defaults are the documented contract. */
final class OwnShopSettings {

  /** A call or a body that a shop does not have. */
  private static final String NONE = "none";

  private static final String PUSH_PATH = "push_path";
  private static final String PUSH_BODY = "push_body";
  private static final String PUSH_ITEM = "push_item";
  private static final String PUSH_MAX = "push_max";
  private static final String PUSH_ANSWERS = "push_answers";
  private static final String WORDS = "status_words";
  private static final Set<String> PUSHED = Set.of("external_id", "sku", "quantity");

  /** The most that one call may tell of, whatever the shop would take. */
  static final int BATCH_MAX = 1_000;

  /** The templates, and what may stand in them. */
  private static final Map<String, Set<String>> PLACEHOLDERS =
      Map.ofEntries(
          Map.entry("auth_value", Set.of("secret")),
          Map.entry(PUSH_PATH, PUSHED),
          Map.entry(PUSH_BODY, PUSHED),
          Map.entry("listings_path", Set.of()),
          Map.entry("listing_path", Set.of("external_id", "sku")),
          Map.entry("orders_path", Set.of("changed_since")),
          Map.entry("order_path", Set.of("order_id")));

  static final List<SettingSpec> ALL =
      List.of(
          SettingSpec.url("address", "Where the shop's calls are: https://shop.example/onhand."),
          SettingSpec.secret("secret", "What Onhand signs in with; the shop knows it too."),
          text("auth_header", "Authorization", "The header that a call signs in with."),
          text("auth_value", "Bearer {secret}", "What stands in that header."),
          text("push_method", "PUT", "How a quantity is told.").oneOf("PUT", "POST", "PATCH"),
          text(
              PUSH_PATH,
              "/listings/{external_id}/quantity",
              "Where a quantity is told. It may hold {external_id}, {sku} and {quantity}."),
          text(
              PUSH_BODY,
              "{\"quantity\":{quantity}}",
              "What is told there, in JSON, with the same; none: nothing, it is in the path."),
          text("push_quantity", "/quantity", "Where the answer says what is shown now."),
          SettingSpec.text(
                  PUSH_ITEM,
                  "For a shop that is told of several listings with a call: what is told of one, in"
                      + " JSON, with {external_id}, {sku} and {quantity}. push_body then holds"
                      + " {items}, which is the list of them, and push_path nothing.")
              .optional(),
          SettingSpec.number(
              PUSH_MAX, "How many listings such a call tells of at most: 1 to 1000.", 100),
          SettingSpec.text(
                  PUSH_ANSWERS,
                  "Where the answer to such a call lists what became of each. Left out: what is"
                      + " answered holds for all.")
              .optional(),
          text(
              "push_id", "/id", "Where it says of which: the id, or the SKU if only that is told."),
          text("push_status", "/status", "Where it says how it went, as a status of HTTP."),
          text("listings_path", "/listings?limit=100", "Where the first page of listings is."),
          text("listings_list", "/listings", "Where they are in the answer."),
          text(
              "listing_path",
              "/listings/{external_id}",
              "Where one listing is. It may hold {external_id} and {sku}; none: nowhere."),
          text("listing_item", "#", "Where it is in that answer."),
          text("listing_id", "/id", "A listing's id, which stays the same."),
          text("listing_sku", "/sku", "The SKU that the seller gave it."),
          text("listing_gtin", "/gtin", "Its GTIN (EAN, UPC)."),
          text("listing_title", "/title", "What it is called."),
          text("listing_quantity", "/quantity", "How many the shop shows of it."),
          text("listing_active", "/active", "Whether it can be bought: false, no and 0 say no."),
          text(
              "orders_path",
              "/orders?changed_since={changed_since}&limit=100",
              "Where orders are that changed since a time, {changed_since}; none: nowhere."),
          text("orders_list", "/orders", "Where they are in the answer."),
          text(
              "order_path", "/orders/{order_id}", "Where one order is, {order_id}; none: nowhere."),
          text("order_item", "#", "Where it is in that answer."),
          text("order_id", "/id", "An order's id, which stays the same."),
          text("order_status", "/status", "The word that says how far it is."),
          text("order_created", "/created_at", "When it was placed: 2026-11-28T08:15:00Z."),
          text("order_updated", "/updated_at", "When it changed last."),
          text("order_country", "/country", "The country it goes to, as two capital letters."),
          text("order_postcode", "/postcode", "The postcode it goes to."),
          text("order_lines", "/lines", "Where its lines are."),
          text("line_id", "/id", "A line's id; lines of one id are one line."),
          text("line_listing", "/listing_id", "The id of the listing that was bought."),
          text("line_sku", "/sku", "The SKU of it."),
          text("line_quantity", "/quantity", "How many were ordered."),
          text("line_cancelled", "/cancelled", "How many of these are not wanted any more."),
          text("line_shipped", "/shipped", "How many of these have left."),
          text("line_returned", "/returned", "How many of those came back, to be sold again."),
          SettingSpec.text(
                  WORDS,
                  "The shop's words for statuses, with commas: bezahlt=paid, verschickt=shipped. Ours"
                      + " are draft, pending, paid, shipped, cancelled and returned.")
              .optional(),
          text("next", "/next", "Where an answer says what the next page is."),
          SettingSpec.text(
                  "cursor_parameter",
                  "The parameter of the query that gets what stands there, if it is no address.")
              .optional(),
          text("error_field", "error", "The field that says why something was not done."),
          SettingSpec.toggle(
              "lowers_stock",
              "Whether the shop itself lowers a quantity when an order is placed. As long as this"
                  + " is off the number is set anew after each sale, which is right in both cases"
                  + " and costs a call.",
              false),
          SettingSpec.secret(
                  ReceivesWebhooks.SECRET,
                  "What the shop signs its calls to Onhand with. Only for a shop that calls.")
              .optional(),
          text("webhook_header", "X-Onhand-Signature", "The header with the signature."),
          text("webhook_id", "/id", "Where such a call has an id of its own."),
          text("webhook_event", "/event", "Where it says what happened."),
          text("webhook_order", "/order_id", "Where it names an order that changed."),
          text("webhook_listing", "/listing_id", "Where it names a listing that changed."));

  /** The settings that are places in an answer. */
  private static final List<String> PLACES =
      ALL.stream()
          .filter(spec -> spec.fallback() != null && spec.fallback().matches("[/#].*"))
          .map(SettingSpec::name)
          .filter(name -> !PLACEHOLDERS.containsKey(name))
          .toList();

  /** Values that would break out of their place, if they could. */
  private static final String NASTY = "a\"b/c?d=e&f#g\\h{sku}%\r\né";

  private static final Map<String, Object> TRIAL =
      Map.of(
          "external_id", NASTY,
          "sku", NASTY,
          "order_id", NASTY,
          "changed_since", NASTY,
          "secret", NASTY,
          "quantity", 7L,
          "items", List.of("{}"));

  private final Settings settings;

  OwnShopSettings(Settings settings) {
    this.settings = settings;
  }

  private static SettingSpec text(String name, String fallback, String help) {
    return SettingSpec.text(name, help).orElse(fallback);
  }

  Template header() {
    return Template.header(settings.text("auth_value"), known("auth_value")).with("secret");
  }

  Template path(String name) {
    return Template.path(settings.text(name), known(name));
  }

  /** Where quantities are told: of several at once in one place for all. */
  Template pushPath() {
    return tellsSeveral() ? Template.path(settings.text(PUSH_PATH), Set.of()) : path(PUSH_PATH);
  }

  /** Empty: the shop has no such call. */
  Optional<Template> findPath(String name) {
    return has(name) ? Optional.of(path(name)) : Optional.empty();
  }

  /** Empty: nothing is sent along with a push. */
  Optional<Template> pushBody() {
    return has(PUSH_BODY)
        ? Optional.of(
            Template.json(
                settings.text(PUSH_BODY), tellsSeveral() ? Set.of("items") : known(PUSH_BODY)))
        : Optional.empty();
  }

  /** Whether a call may tell of several listings. */
  boolean tellsSeveral() {
    return settings.find(PUSH_ITEM).isPresent();
  }

  /** What is told of one of several; empty: listings are told one by one. */
  Optional<Template> pushItem() {
    return settings
        .find(PUSH_ITEM)
        .map(text -> Template.json(text, PUSHED).with("quantity").with("external_id", "sku"));
  }

  /** Empty: what is answered holds for all. */
  Optional<Pointer> pushAnswers() {
    return settings.find(PUSH_ANSWERS).map(Pointer::of);
  }

  /** Whether a listing is told of, and answered, by its id. */
  boolean tellsIds() {
    return pushItem().filter(it -> it.holds("external_id")).isPresent();
  }

  /** How many listings a call tells of at most. */
  int perPush() {
    return tellsSeveral() ? Math.toIntExact(settings.number(PUSH_MAX)) : 1;
  }

  private boolean has(String name) {
    return !settings.text(name).equals(NONE);
  }

  private static Set<String> known(String name) {
    return Objects.requireNonNull(PLACEHOLDERS.get(name));
  }

  Pointer at(String name) {
    return Pointer.of(settings.text(name));
  }

  /** Where things stand in answers, by the setting that says it. */
  Map<String, Pointer> places() {
    return PLACES.stream().collect(Collectors.toUnmodifiableMap(name -> name, this::at));
  }

  /** The shop's words for statuses, in small letters, with ours. */
  Map<String, String> words() {
    return settings.words(WORDS, OwnShopMapping.STATUSES.keySet());
  }

  /** Reads all of them, and fills in templates with what would break out of its place. */
  void check() {
    Map<String, Runnable> tries = new TreeMap<>();
    PLACES.forEach(name -> tries.put(name, () -> at(name)));
    Stream.of("auth_header", "webhook_header")
        .forEach(name -> tries.put(name, () -> HttpCall.requireHeaderName(settings.text(name))));
    tries.put("auth_value", this::header);
    tries.put(PUSH_PATH, () -> tryPath(pushPath()));
    tries.put(PUSH_BODY, this::tryBody);
    tries.put(PUSH_ITEM, () -> pushItem().ifPresent(OwnShopSettings::tryJson));
    tries.put(PUSH_MAX, this::tryMax);
    tries.put(PUSH_ANSWERS, this::tryAnswers);
    tries.put("listings_path", () -> tryPath(path("listings_path")));
    tries.put("listing_path", () -> tryPath("listing_path", "external_id", "sku"));
    tries.put("orders_path", () -> findPath("orders_path").ifPresent(OwnShopSettings::tryPath));
    tries.put("order_path", () -> tryPath("order_path", "order_id"));
    tries.put(WORDS, this::words);
    tries.put(
        "cursor_parameter",
        () -> settings.find("cursor_parameter").ifPresent(OwnShopSettings::tryParameter));
    settings.tried(tries);
  }

  private static void tryParameter(String name) {
    if (!HttpCall.encoded(name).equals(name)) {
      throw new IllegalArgumentException("must be letters, digits, -, _ and .");
    }
  }

  private void tryPath(String name, String... oneOf) {
    findPath(name).ifPresent(path -> tryPath(path.with(oneOf)));
  }

  private static void tryPath(Template path) {
    URI.create("https://shop.example" + path.filled(TRIAL));
  }

  /** What is pushed must stand in the body or in the path. */
  private void tryBody() {
    Optional<Template> body = pushBody();
    body.ifPresent(OwnShopSettings::tryJson);
    boolean isWhole =
        tellsSeveral()
            ? body.filter(it -> it.holds("items")).isPresent()
            : holdsOne("quantity", body)
                && (holdsOne("external_id", body) || holdsOne("sku", body));
    if (!isWhole) {
      throw new IllegalArgumentException(
          tellsSeveral()
              ? "must have {items}"
              : "it or push_path must have {quantity}, and {external_id} or {sku}");
    }
  }

  /** What is wrong with the path itself is said of the path. */
  private boolean holdsOne(String name, Optional<Template> body) {
    return settings.text(PUSH_PATH).contains("{" + name + "}")
        || body.filter(it -> it.holds(name)).isPresent();
  }

  private void tryMax() {
    if (settings.number(PUSH_MAX) < 1 || settings.number(PUSH_MAX) > BATCH_MAX) {
      throw new IllegalArgumentException("must be 1 to " + BATCH_MAX);
    }
  }

  private void tryAnswers() {
    if (pushAnswers().isPresent() && !tellsSeveral()) {
      throw new IllegalArgumentException("needs push_item: only then several are answered");
    }
  }

  private static void tryJson(Template body) {
    OwnShopDocuments.JSON.read(body.filled(TRIAL).getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
