package dev.onhand.connectors.mirakl;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.BooksReturns;
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
import dev.onhand.connector.json.Presets;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to shops on marketplaces that run on Mirakl. */
public final class MiraklConnectorFactory implements ConnectorFactory {

  /** How many lines a file may have is not documented. */
  private static final int BATCH_MAX = 5_000;

  private static final long QUANTITY_MAX = 1_000_000_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What is allowed of each operation; of pages only that they are for people to look at. */
  private static final List<Rate> RATES =
      List.of(
          new Rate(MiraklApi.IMPORTS, 1, MINUTE),
          new Rate(MiraklApi.IMPORT_STATES, 1, Duration.ofSeconds(15)),
          new Rate(MiraklApi.REPORTS, 1, MINUTE),
          new Rate(MiraklApi.ORDERS, 1, MINUTE),
          new Rate(MiraklApi.RETURNS, 1, Duration.ofMinutes(5)),
          new Rate(MiraklApi.EXPORTS, 1, Duration.ofDays(1)),
          new Rate(MiraklApi.EXPORT_STATES, 1, Duration.ofSeconds(10)),
          new Rate(MiraklApi.PAGES, 60, MINUTE));

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
              "mirakl",
              "Mirakl",
              List.of(
                  SettingSpec.url(
                      "address",
                      "Where you sign in to the marketplace's back office, up to the name of the host:"
                          + " https://INSTANCE.mirakl.net, or the operator's own."),
                  SettingSpec.secret(
                      "api_key", "The shop's key: in the back office, the user menu, API key."),
                  SettingSpec.number(
                          "shop_id",
                          "Which shop, if you are a user of several there; else the one that is usual"
                              + " for the key.")
                      .own()
                      .optional(),
                  SettingSpec.text(
                          "fulfillment_center",
                          "The center that stands for your own stock. Offers and orders of all others"
                              + " are left out.")
                      .orElse("DEFAULT"),
                  SettingSpec.text(
                          "warehouse",
                          "The code of the warehouse whose stock is read and set, where the marketplace"
                              + " keeps stock by warehouse; else the stock of each offer as a whole.")
                      .optional(),
                  LowersStock.setting("the marketplace", "an offer's quantity"),
                  BooksReturns.setting("the marketplace shows it as received")),
              new Access(
                  "The marketplace's back office shows the key in the user menu, API key; to make a"
                      + " new one may end the one before.",
                  "There are no scopes of a key: where it is refused, the shop is closed, or its user"
                      + " lacks the right. See the shop's state in the back office, or ask the"
                      + " marketplace."),
              Behavior.allBut(
                  Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
              LowersStock.UNTIL_TOLD.upTo(QUANTITY_MAX),
              new Limits(BATCH_MAX, RATES, MINUTE),
              MiraklMapping.STATUSES,
              URI.create("https://developer.mirakl.com"))
          .withPresets(Presets.beside(MiraklConnectorFactory.class));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public StockSemantics semantics(Settings settings) {
    return LowersStock.semantics(settings).upTo(QUANTITY_MAX);
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    BooksReturns returns = BooksReturns.of(settings);
    return returns.in(
        new MiraklConnector(
            new MiraklApi(settings, http),
            new MiraklMapping(
                settings.text("fulfillment_center"), settings.find("warehouse").orElse("")),
            returns.areSellable()));
  }
}
