package dev.onhand.connectors.amazon;

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
import dev.onhand.connector.http.RatedOperation;
import dev.onhand.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to accounts of sellers on Amazon. */
public final class AmazonConnectorFactory implements ConnectorFactory {

  /** A feed takes 25,000, but what became of each has to be asked for again. */
  private static final int BATCH_MAX = 5_000;

  /** No other limit is known; the contract says only that it is a whole number from 0. */
  private static final long QUANTITY_MAX = Integer.MAX_VALUE;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "amazon",
          "Amazon",
          List.of(
              SettingSpec.url(
                      "address",
                      "The region: https://sellingpartnerapi-na.amazon.com for North America,"
                          + " https://sellingpartnerapi-eu.amazon.com for Europe,"
                          + " https://sellingpartnerapi-fe.amazon.com for the Far East.")
                  .orElse("https://sellingpartnerapi-eu.amazon.com"),
              SettingSpec.id(
                  "marketplace",
                  "The marketplace's id, such as ATVPDKIKX0DER for Amazon.com; each is a channel of"
                      + " its own."),
              SettingSpec.text(
                  "seller_id", "The seller's id (merchant token), as Seller Central shows it."),
              SettingSpec.text(
                  "client_id",
                  "The application's client id, amzn1.application-oa2-client.…, from Login with"
                      + " Amazon."),
              SettingSpec.secret(
                  "client_secret",
                  "The application's client secret; whether it has to be changed every 180 days is"
                      + " not confirmed."),
              SettingSpec.secret(
                  "refresh_token",
                  "The refresh token, Atzr|…, which the seller's authorization of the application"
                      + " gave."),
              SettingSpec.url("login_address", "Where access tokens come from.")
                  .orElse("https://api.amazon.com"),
              SettingSpec.text(
                      "orders",
                      "Which orders API is asked: 2026-01-01, or v0, which Amazon ends on 27 March"
                          + " 2027.")
                  .oneOf("2026-01-01", "v0")
                  .orElse("2026-01-01"),
              SettingSpec.text(
                      "preorders",
                      "What orders for goods that are not out yet do: reserve or ignore.")
                  .oneOf("reserve", "ignore")
                  .orElse("reserve"),
              StandardWebhooks.setting()),
          new Access(
              "Seller Central shows the application's LWA credentials under Apps and Services,"
                  + " Develop Apps; to authorize the application there again gives a new refresh"
                  + " token.",
              "The application needs the roles Product Listing and that for orders: Seller"
                  + " Central, Apps and Services, Develop Apps. Then authorize it again."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
          new StockSemantics(TakesOff.AT_ORDER, PutsBack.UNKNOWN, QUANTITY_MAX),
          new Limits(
              BATCH_MAX, RatedOperation.rates(AmazonOperation.values()), Duration.ofSeconds(10)),
          AmazonMapping.STATUSES,
          URI.create("https://developer-docs.amazon.com/sp-api"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new AmazonConnector(
        new AmazonApi(settings, http),
        settings.text("preorders").equals("reserve"),
        settings.find(ReceivesWebhooks.SECRET).map(Secret::of));
  }
}
