package dev.onhand.connectors.ownshop;

import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.Template;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is asked for of a shop, and how that is read. The defaults are the documented contract. */
final class OwnShopSettings {

  /** A call or a body that a shop does not have. */
  private static final String NONE = "none";

  private static final String PUSH_PATH = "push_path";
  private static final String PUSH_BODY = "push_body";
  private static final String WORDS = "status_words";
  private static final Set<String> PUSHED = Set.of("external_id", "sku", "quantity");

  /** The templates, and what may stand in them. */
  private static final Map<String, Set<String>> PLACEHOLDERS =
      Map.of(
          "auth_value",
          Set.of("secret"),
          PUSH_PATH,
          PUSHED,
          PUSH_BODY,
          PUSHED,
          "listings_path",
          Set.of(),
          "listing_path",
          Set.of("external_id", "sku"),
          "orders_path",
          Set.of("changed_since"),
          "order_path",
          Set.of("order_id"));

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
          "quantity", 7L);

  /** They say how a message is sent, and where. */
  private static final Set<String> NOT_HEADERS =
      Set.of("host", "connection", "content-length", "content-type", "transfer-encoding");

  private final Settings settings;

  OwnShopSettings(Settings settings) {
    this.settings = settings;
  }

  private static SettingSpec text(String name, String fallback, String help) {
    return SettingSpec.text(name, help).orElse(fallback);
  }

  Template header() {
    return Template.header(settings.text("auth_value"), known("auth_value"));
  }

  Template path(String name) {
    return Template.path(settings.text(name), known(name));
  }

  /** Empty: the shop has no such call. */
  Optional<Template> findPath(String name) {
    return has(name) ? Optional.of(path(name)) : Optional.empty();
  }

  /** Empty: nothing is sent along with a push. */
  Optional<Template> pushBody() {
    return has(PUSH_BODY)
        ? Optional.of(Template.json(settings.text(PUSH_BODY), known(PUSH_BODY)))
        : Optional.empty();
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
    Map<String, String> words = new HashMap<>();
    settings
        .pairs(WORDS)
        .forEach(
            (theirs, ours) -> {
              if (!OwnShopMapping.STATUSES.containsKey(ours)) {
                throw new IllegalArgumentException(
                    "'%s' is none of ours, which are %s"
                        .formatted(
                            ours,
                            String.join(", ", new TreeSet<>(OwnShopMapping.STATUSES.keySet()))));
              }
              words.put(theirs.toLowerCase(Locale.ROOT), ours);
            });
    return Map.copyOf(words);
  }

  /** Reads all of them, and fills in templates with what would break out of its place. */
  void check() {
    Map<String, Runnable> tries = new TreeMap<>();
    PLACES.forEach(name -> tries.put(name, () -> at(name)));
    Stream.of("auth_header", "webhook_header")
        .forEach(name -> tries.put(name, () -> tryHeader(settings.text(name))));
    tries.put("auth_value", this::tryHeaderValue);
    tries.put(PUSH_PATH, () -> tryPath(path(PUSH_PATH)));
    tries.put(PUSH_BODY, this::tryBody);
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

  private static void tryHeader(String name) {
    boolean isName = name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    if (!isName || NOT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("must be the name of a header that may be set");
    }
  }

  private void tryHeaderValue() {
    header();
    need("it", settings.text("auth_value"), "secret");
  }

  private static void tryParameter(String name) {
    if (!HttpCall.encoded(name).equals(name)) {
      throw new IllegalArgumentException("must be letters, digits, -, _ and .");
    }
  }

  private void tryPath(String name, String... oneOf) {
    findPath(name)
        .ifPresent(
            path -> {
              tryPath(path);
              need("it", settings.text(name), oneOf);
            });
  }

  private static void tryPath(Template path) {
    URI.create("https://shop.example" + path.filled(TRIAL));
  }

  /** What is pushed must stand in the body or in the path. */
  private void tryBody() {
    pushBody()
        .map(it -> it.filled(TRIAL).getBytes(StandardCharsets.UTF_8))
        .ifPresent(it -> OwnShopDocuments.JSON.read(it, JsonNode.class));
    String both = settings.text(PUSH_PATH) + settings.text(PUSH_BODY);
    need("it or push_path", both, "quantity");
    need("it or push_path", both, "external_id", "sku");
  }

  private static void need(String where, String template, String... oneOf) {
    List<String> wanted = Stream.of(oneOf).map("{%s}"::formatted).toList();
    if (wanted.stream().noneMatch(template.replace(" ", "")::contains)) {
      throw new IllegalArgumentException(where + " must have " + String.join(" or ", wanted));
    }
  }
}
