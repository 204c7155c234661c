package dev.onhand.connectors.backmarket;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.http.ConnectorHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to accounts of sellers on Back Market. */
public final class BackMarketConnectorFactory implements ConnectorFactory {

  /** No other limit is known; the contract says only that it is a whole number. */
  private static final long QUANTITY_MAX = Integer.MAX_VALUE;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "backmarket",
          "Back Market",
          List.of(
              SettingSpec.url(
                      "address",
                      "The platform: https://www.backmarket.fr for Europe, https://www.backmarket.com"
                          + " for North America, https://www.backmarket.co.jp for Asia-Pacific. Each"
                          + " has accounts, tokens and listings of its own.")
                  .orElse("https://www.backmarket.fr"),
              SettingSpec.secret(
                  "token",
                  "The API token as the Back Office shows it under Integrations; it is not encoded"
                      + " again."),
              SettingSpec.text(
                  "company",
                  "The seller's company, which every call must name; letters and digits do."),
              SettingSpec.text(
                  "contact",
                  "An e-mail address at which Back Market reaches whoever looks after this"
                      + " connection; every call must name it."),
              SettingSpec.text(
                      "market",
                      "One of the platform's countries; quantities are the same in all of them.")
                  .oneOf(
                      "fr-fr", "fr-be", "es-es", "de-de", "de-at", "it-it", "en-gb", "nl-nl",
                      "pt-pt", "en-ie", "el-gr", "sk-sk", "sv-se", "en-us", "ja-jp", "en-au")
                  .orElse("fr-fr")),
          new Access(
              "The Back Office makes tokens under Integrations; one is good on its own platform"
                  + " only, so the address must be that of Europe, North America or Asia-Pacific.",
              "No scopes are known that a token could lack: ask Back Market."),
          Behavior.allBut(
              Behavior.PUSHES_IN_BULK, // the owner advises against the file of many for stock
              Behavior.PARTLY_APPLIES,
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS,
              Behavior.COUNTS_BY_LOCATION,
              Behavior.TELLS_ALL_CHANGES), // seen: not every change moves date_modification
          new StockSemantics(TakesOff.AT_ORDER, PutsBack.UNKNOWN, QUANTITY_MAX),
          new Limits(
              1,
              List.of(
                  new Rate(BackMarketApi.CALLS, 200, Duration.ofSeconds(10)),
                  new Rate(BackMarketApi.LISTING_CALLS, 20, Duration.ofSeconds(10)),
                  new Rate(BackMarketApi.CHANGED_LISTINGS, 2_000, Duration.ofHours(1))),
              Duration.ofSeconds(10)),
          BackMarketMapping.STATUSES,
          URI.create("https://api.backmarket.dev"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new BackMarketConnector(new BackMarketApi(settings, http));
  }
}
