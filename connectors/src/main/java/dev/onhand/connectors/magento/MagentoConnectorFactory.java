package dev.onhand.connectors.magento;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.http.ConnectorHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to Magento 2 and Adobe Commerce shops. */
public final class MagentoConnectorFactory implements ConnectorFactory {

  /** What a shop takes at once where its limits of input are on. */
  private static final int BATCH_MAX = 20;

  /** Quantities have eight digits before the point. */
  private static final long QUANTITY_MAX = 99_999_999;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "magento",
          "Magento 2",
          List.of(
              SettingSpec.url(
                  "address", "Where the shop is, such as https://shop.example, without /rest."),
              SettingSpec.secret(
                  "access_token",
                  "The integration's access token: System, Extensions, Integrations."),
              SettingSpec.text(
                      "login",
                      "How calls prove themselves: bearer, which the shop must allow under Stores,"
                          + " Configuration, Services, OAuth; or oauth, which always works and needs"
                          + " the integration's other three strings.")
                  .oneOf("bearer", "oauth")
                  .orElse("bearer"),
              SettingSpec.secret("consumer_key", "The integration's consumer key, for oauth.")
                  .neededFor("login", "oauth"),
              SettingSpec.secret("consumer_secret", "The integration's consumer secret, for oauth.")
                  .neededFor("login", "oauth"),
              SettingSpec.secret(
                      "access_token_secret", "The integration's access token secret, for oauth.")
                  .neededFor("login", "oauth"),
              SettingSpec.text(
                      "stock",
                      "Whether the shop has multi-source inventory (sources, the default since 2.3)"
                          + " or one stock (single).")
                  .oneOf("sources", "single")
                  .orElse("sources"),
              SettingSpec.text(
                      "source",
                      "The code of the source that Onhand manages: Stores, Inventory, Sources. Of no"
                          + " meaning with a single stock.")
                  .orElse("default"),
              SettingSpec.text(
                      "takes_off",
                      "When the shop takes sold units out of a source: at shipment, as Magento does,"
                          + " or at order, as some of its modules do.")
                  .oneOf("shipment", "order")
                  .orElse("shipment")),
          new Access(
              "System, Extensions, Integrations shows the token, and under API what it may do:"
                  + " sources, stocks, products and orders must be ticked. A shop takes it as"
                  + " bearer only where Stores, Configuration, Services, OAuth, Consumer Settings"
                  + " says so; else set login to oauth.",
              "Tick sources, stocks, products and orders for the integration: System, Extensions,"
                  + " Integrations, API."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
          new StockSemantics(TakesOff.AT_SHIPMENT, PutsBack.YES, QUANTITY_MAX),
          new Limits(BATCH_MAX, List.of(), Duration.ofSeconds(10)),
          MagentoMapping.STATUSES,
          URI.create("https://developer.adobe.com/commerce/webapi/rest/"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  /** A single stock is lowered at the order; with sources it is as the setting says. */
  @Override
  public StockSemantics semantics(Settings settings) {
    boolean isAtOrder =
        settings.text("stock").equals("single") || settings.text("takes_off").equals("order");
    return new StockSemantics(
        isAtOrder ? TakesOff.AT_ORDER : TakesOff.AT_SHIPMENT, PutsBack.YES, QUANTITY_MAX);
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    MagentoApi api = new MagentoApi(settings, http);
    Stock stock =
        settings.text("stock").equals("single")
            ? new SingleStock(api)
            : new SourceStock(api, settings.text("source"));
    return new MagentoConnector(api, stock);
  }
}
