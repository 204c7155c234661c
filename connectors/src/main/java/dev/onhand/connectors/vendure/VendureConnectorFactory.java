package dev.onhand.connectors.vendure;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to Vendure shops. */
public final class VendureConnectorFactory implements ConnectorFactory {

  /** The shop sets no limit; what one refused variant costs grows with the batch. */
  private static final int BATCH_MAX = 50;

  /** With what is allocated it must fit the 32 bits of a GraphQL Int. */
  private static final long QUANTITY_MAX = 1_000_000_000;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "vendure",
          "Vendure 3",
          List.of(
              SettingSpec.url("address", "The Admin API, such as https://shop.example/admin-api."),
              SettingSpec.text(
                      "login",
                      "key: by an API key, from version 3.6 on and only where the shop's developer"
                          + " has turned it on. password: by a user's name and password, which every"
                          + " shop takes.")
                  .oneOf("key", "password")
                  .orElse("key"),
              SettingSpec.secret(
                      "api_key",
                      "An API key of a role that may read the catalogue, orders"
                          + " and stock locations and change the catalogue; for login by key.")
                  .neededFor("login", "key"),
              SettingSpec.id("username", "An administrator's name, for login by password.")
                  .neededFor("login", "password"),
              SettingSpec.secret("password", "That administrator's password.")
                  .neededFor("login", "password"),
              SettingSpec.id(
                      "location",
                      "The id of the stock location that Onhand manages: in the admin under"
                          + " Settings, Stock locations.")
                  .orElse("1"),
              SettingSpec.secret(
                      "channel_token",
                      "The token of a channel within the shop, where it has several.")
                  .optional(),
              StandardWebhooks.setting()),
          new Access(
              "The shop does not tell a wrong key or password from a role that lacks a right:"
                  + " that needs ReadCatalog, UpdateCatalog, ReadOrder and ReadStockLocation."
                  + " Keys are taken only where the shop's developer has turned them on.",
              "The role needs ReadCatalog, UpdateCatalog, ReadOrder and ReadStockLocation."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS,
              Behavior.COUNTS_BY_LOCATION,
              Behavior.TELLS_ALL_CHANGES), // a fulfilment leaves an order's updatedAt as it was
          new StockSemantics(TakesOff.AT_PAYMENT, PutsBack.YES, QUANTITY_MAX),
          new Limits(BATCH_MAX, List.of(), Duration.ofSeconds(5)),
          VendureMapping.STATUSES,
          URI.create("https://docs.vendure.io/reference/graphql-api/admin/"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new VendureConnector(
        new VendureApi(settings, http),
        settings.text("location"),
        settings.find(ReceivesWebhooks.SECRET).map(Secret::of));
  }
}
