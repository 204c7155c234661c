package dev.onhand.connectors.cdiscount;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.LowersStock;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.ConnectorHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to accounts of sellers on Cdiscount. */
public final class CdiscountConnectorFactory implements ConnectorFactory {

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "cdiscount",
          "Cdiscount (Octopia)",
          List.of(
              SettingSpec.text(
                  "client_id", "The client id, from the API credentials page of your account."),
              SettingSpec.secret("client_secret", "The client secret, from the same page."),
              SettingSpec.text("seller_id", "Your seller id, from the same page; a number."),
              SettingSpec.id(
                      "sales_channel",
                      "Octopia's id of the marketplace whose orders are read; Cdiscount France is"
                          + " CDISFR. Quantities are the same on all of them.")
                  .orElse("CDISFR"),
              SettingSpec.url("address", "The seller API of Octopia.")
                  .orElse("https://api.octopia-io.net/seller/v2"),
              SettingSpec.url(
                      "login_address",
                      "Where tokens are fetched. Newer accounts may have to use"
                          + " https://auth.octopia.com.")
                  .orElse("https://auth.octopia-io.net"),
              SettingSpec.toggle(
                  "xdock",
                  "Whether orders that pass through Octopia's warehouse on their way (Xdock) are of"
                      + " your own stock.",
                  true),
              LowersStock.setting("Octopia", "an offer's quantity")),
          new Access(
              "Your account's API credentials page shows both; newer accounts may need the"
                  + " login_address https://auth.octopia.com.",
              "There are no scopes, but the seller_id must be linked to this client: the API"
                  + " credentials page shows them together."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
          LowersStock.UNTIL_TOLD,
          new Limits(
              CdiscountApi.BATCH_MAX,
              List.of(
                  new Rate(CdiscountApi.CALLS, 60, Duration.ofMinutes(1)),
                  new Rate(CdiscountApi.PACKAGES, 20, Duration.ofHours(1)),
                  new Rate(CdiscountApi.TOKENS, 500, Duration.ofHours(1))),
              Duration.ofSeconds(30)),
          CdiscountMapping.STATUSES,
          URI.create("https://developer.octopia-io.net"));

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
    return new CdiscountConnector(
        new CdiscountApi(settings, http), new CdiscountMapping(settings.isOn("xdock")));
  }
}
