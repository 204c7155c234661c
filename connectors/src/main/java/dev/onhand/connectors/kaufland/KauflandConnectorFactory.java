package dev.onhand.connectors.kaufland;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.BooksReturns;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.LowersStock;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.ConnectorHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Makes connectors to accounts of sellers on Kaufland. */
public final class KauflandConnectorFactory implements ConnectorFactory {

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "kaufland",
          "Kaufland",
          List.of(
              SettingSpec.url(
                      "address",
                      "The Seller API. The playground, with disguised data, is"
                          + " https://sellerapi-playground.kaufland.com/v2.")
                  .orElse("https://sellerapi.kaufland.com/v2"),
              SettingSpec.secret(
                  "client_key",
                  "The client key of 32 characters, from the seller portal under Settings, API."),
              SettingSpec.secret("secret_key", "The secret key, which is shown beside it."),
              SettingSpec.text(
                      "storefronts",
                      "The storefronts whose units are read and told, with commas: de, cz, sk, pl,"
                          + " at, fr, it, es or nl. One is enough where all your references are on it:"
                          + " Kaufland keeps the others equal. Orders are read of all.")
                  .orElse("de"),
              LowersStock.setting("Kaufland", "a unit's amount"),
              BooksReturns.setting("Kaufland shows its package as received (package_received)"),
              SettingSpec.secret(
                      ReceivesWebhooks.SECRET,
                      "The secret key once more, with which Kaufland signs its calls to Onhand."
                          + " Only where it is to call.")
                  .optional(),
              SettingSpec.url(
                      "webhook_address",
                      "The callback_url of the subscription, letter by letter: it is signed too."
                          + " Only where Kaufland is to call.")
                  .optional()),
          new Access(
              "The seller portal shows both keys under Settings, API. Calls are signed with the"
                  + " time, so the clock here must be right to five minutes.",
              "There are no scopes, but each of the storefronts must be enabled for your account."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
          LowersStock.UNTIL_TOLD,
          new Limits(
              KauflandApi.BATCH_MAX,
              // 10 in a second; a page of orders is read in one go
              List.of(new Rate(KauflandApi.CALLS, 100, Duration.ofSeconds(10))),
              Duration.ofSeconds(1)),
          KauflandMapping.STATUSES,
          URI.create("https://sellerapi.kaufland.com"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public StockSemantics semantics(Settings settings) {
    return LowersStock.semantics(settings);
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    KauflandSigning signing = new KauflandSigning(settings, http::now);
    BooksReturns returns = BooksReturns.of(settings);
    return returns.in(
        new KauflandConnector(
            new KauflandApi(settings, http, signing),
            Stream.of(settings.text("storefronts").strip().split("[ ,]+")).distinct().toList(),
            signing,
            returns));
  }
}
