package dev.onhand.connectors.ownshop;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.ownshop.OwnShop;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class OwnShopContractTest {

  static final String SECRET = "canary-secret-of-the-shop";
  static final String HOOK_SECRET = "canary-secret-of-its-calls";
  static final OwnShop SHOP = OwnShop.withSecret(SECRET);
  static final Map<String, String> LOWERING = Map.of("lowers_stock", "true");

  @Nested
  @DisplayName("That keeps to the contract")
  class Documented extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP, Map.of(), "X-Onhand-Signature");
    }
  }

  @Nested
  @DisplayName("That keeps to the contract, and lowers quantities when it sells")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.thatLowersQuantity(), LOWERING, "X-Onhand-Signature");
    }
  }

  @Nested
  @DisplayName("That keeps to the contract, and is told of several listings with a call")
  class ToldOfSeveral extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP, SEVERAL, "X-Onhand-Signature");
    }
  }

  @Nested
  @DisplayName("That has calls and words of its own")
  class Old extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.withWordsOfItsOwn(), OLD, "X-Hash");
    }
  }

  private static Contestant with(OwnShop shop, Map<String, String> more, String header) {
    return new Contestant(
        new OwnShopConnectorFactory(),
        shop,
        address -> settings(address, more),
        Signer.hmacSha256(header, HOOK_SECRET));
  }

  /** What stands in the documentation for a shop that has the sixth call. */
  static final Map<String, String> SEVERAL =
      Map.of(
          "push_path", "/quantities",
          "push_body", "{\"listings\":{items}}",
          "push_item", "{\"id\":{external_id},\"quantity\":{quantity}}",
          "push_answers", "/listings");

  /** What stands in the documentation for such a shop, and its orders. */
  static final Map<String, String> OLD =
      Map.ofEntries(
          Map.entry("auth_header", "X-Api-Key"),
          Map.entry("auth_value", "{secret}"),
          Map.entry("push_method", "POST"),
          Map.entry("push_path", "/stock"),
          Map.entry("push_body", "{\"items\":{items}}"),
          Map.entry("push_item", "{\"number\":{external_id},\"stock\":{quantity}}"),
          Map.entry("push_max", "50"),
          Map.entry("push_answers", "/items"),
          Map.entry("push_id", "/number"),
          Map.entry("push_quantity", "/stock"),
          Map.entry("listings_path", "/articles?size=50"),
          Map.entry("listings_list", "/data/articles"),
          Map.entry("listing_id", "/number"),
          Map.entry("listing_sku", "/article_no"),
          Map.entry("listing_title", "/name"),
          Map.entry("listing_quantity", "/stock"),
          Map.entry("listing_active", "/online"),
          Map.entry("listing_path", "none"),
          Map.entry("orders_path", "/sales?from={changed_since}"),
          Map.entry("orders_list", "/data/sales"),
          Map.entry("order_path", "/sales/{order_id}"),
          Map.entry("order_item", "/data"),
          Map.entry("order_id", "/no"),
          Map.entry("order_status", "/state"),
          Map.entry("order_created", "/placed"),
          Map.entry("order_updated", "/changed"),
          Map.entry("order_lines", "/positions"),
          Map.entry("line_id", "/pos"),
          Map.entry("line_listing", "/article"),
          Map.entry("line_quantity", "/count/ordered"),
          Map.entry("line_cancelled", "/count/void"),
          Map.entry("line_shipped", "/count/sent"),
          Map.entry("next", "/data/token"),
          Map.entry("cursor_parameter", "token"),
          Map.entry("error_field", "text"),
          Map.entry(
              "status_words",
              "offen=pending, bezahlt=paid, verschickt=shipped, storniert=cancelled"),
          Map.entry("webhook_header", "X-Hash"),
          Map.entry("webhook_id", "/call"),
          Map.entry("webhook_order", "/sale/no"));

  static Map<String, String> settings(URI address, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("address", address.toString());
    settings.put("secret", SECRET);
    settings.put("webhook_secret", HOOK_SECRET);
    settings.putAll(more);
    return settings;
  }
}
