package dev.onhand.connectors.bol;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.BooksReturns;
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

/** Makes connectors to accounts of sellers on bol. */
public final class BolConnectorFactory implements ConnectorFactory {

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "bol",
          "bol",
          List.of(
              SettingSpec.id(
                  "client_id",
                  "The client id, from the seller dashboard under Settings, Services, API"
                      + " settings."),
              SettingSpec.secret("client_secret", "The client secret, which is shown beside it."),
              SettingSpec.url("address", "The API.").orElse("https://api.bol.com"),
              SettingSpec.url("login_address", "Where tokens are fetched.")
                  .orElse("https://login.bol.com"),
              BooksReturns.setting("you told bol that you received it (RETURN_RECEIVED)"),
              SettingSpec.secret(
                      ReceivesWebhooks.SECRET,
                      "The public key with which bol's calls are checked, in base 64, as"
                          + " /retailer/subscriptions/signature-keys shows it. Only where bol is"
                          + " to call.")
                  .optional()),
          new Access(
              "The seller dashboard shows both under Settings, Services, API settings.",
              "No scopes are known that such a pair could lack; bol also answers so where it"
                  + " blocks this computer's address. Ask bol."),
          Behavior.allBut(
              Behavior.PUSHES_IN_BULK, // there is no such call
              Behavior.PARTLY_APPLIES,
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS,
              Behavior.COUNTS_BY_LOCATION,
              Behavior.TELLS_ALL_CHANGES), // what was shipped may leave the list after two days
          new StockSemantics(TakesOff.NEVER, PutsBack.UNKNOWN, BolMapping.QUANTITY_MAX),
          new Limits(
              1,
              List.of(
                  new Rate(BolApi.ORDER_LISTS, 25, Duration.ofMinutes(1)),
                  new Rate(BolApi.RETURNS, 20, Duration.ofMinutes(1)),
                  new Rate(BolApi.ORDERS, 25, Duration.ofSeconds(1)),
                  new Rate(BolApi.OFFERS, 25, Duration.ofSeconds(1)),
                  new Rate(BolApi.PUSHES, 25, Duration.ofSeconds(1))),
              Duration.ofSeconds(5)),
          BolMapping.STATUSES,
          URI.create("https://api.bol.com/retailer/public/Retailer-API/index.html"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    BooksReturns returns = BooksReturns.of(settings);
    return returns.in(
        new BolConnector(
            new BolApi(settings, http),
            settings.find(ReceivesWebhooks.SECRET).map(Secret::of),
            returns.areSellable()));
  }
}
