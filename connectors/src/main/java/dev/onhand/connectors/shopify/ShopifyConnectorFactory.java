package dev.onhand.connectors.shopify;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to Shopify shops. */
public final class ShopifyConnectorFactory implements ConnectorFactory {

  private static final int BATCH_MAX = 250;

  private static final long QUANTITY_MAX = 1_000_000_000;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "shopify",
          "Shopify",
          List.of(
              SettingSpec.url("address", "The shop's own address, https://NAME.myshopify.com."),
              SettingSpec.text(
                      "login",
                      "app: by an app of the shop's own organization, which is what can be made"
                          + " now. token: by the fixed token, shpat_…, of an app that was made in"
                          + " the shop's admin before 2026.")
                  .oneOf("app", "token")
                  .orElse("app"),
              SettingSpec.id("client_id", "The app's client id, for login by app.")
                  .neededFor("login", "app"),
              SettingSpec.secret("client_secret", "The app's client secret, for login by app.")
                  .neededFor("login", "app"),
              SettingSpec.secret("access_token", "The fixed token, for login by token.")
                  .neededFor("login", "token"),
              SettingSpec.id(
                  "location",
                  "The number of the location that Onhand manages: in the admin under Settings,"
                      + " Locations, at the end of its page's address."),
              SettingSpec.text(
                      "version",
                      "The version of the API, 2026-04 or later; each is there for at least a year.")
                  .orElse("2026-04"),
              SettingSpec.number(
                  "orders_per_page",
                  "How many orders a query asks for; fewer where Shopify says that it costs too"
                      + " much.",
                  20),
              SettingSpec.secret(
                      ReceivesWebhooks.SECRET,
                      "What Shopify signs its calls with: the app's client secret. Only where it is"
                          + " to call.")
                  .optional()),
          new Access(
              "For login by app its client id and secret are needed, and the app and the shop"
                  + " must be of one organization; for login by token, a token shpat_… that was"
                  + " not revoked.",
              "The app needs the scopes read_products, read_inventory, write_inventory,"
                  + " read_locations and read_orders."),
          Behavior.allBut(Behavior.COUNTS_BY_LOCATION),
          new StockSemantics(TakesOff.AT_ORDER, PutsBack.UNKNOWN, QUANTITY_MAX),
          new Limits(
              BATCH_MAX,
              List.of(
                  new Rate(ShopifyApi.POINTS, 1_000, Duration.ofSeconds(10)),
                  new Rate(ShopifyApi.FILES, 1, Duration.ofSeconds(5))),
              Duration.ofSeconds(5)),
          ShopifyMapping.STATUSES,
          URI.create("https://shopify.dev/docs/api/admin-graphql"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new ShopifyConnector(
        new ShopifyApi(settings, http), settings.find(ReceivesWebhooks.SECRET).map(Secret::of));
  }
}
