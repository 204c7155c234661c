package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.connector.http.ConnectorHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to WooCommerce shops. */
public final class WooCommerceConnectorFactory implements ConnectorFactory {

  /** A shop takes 100, but is slow at it. */
  private static final int BATCH_MAX = 50;

  /** No other limit is known. */
  private static final long QUANTITY_MAX = Integer.MAX_VALUE;

  /** A key of too few rights may be told as a wrong one. */
  private static final String KEYS =
      "It must be Read/Write, of a shop manager: WooCommerce, Settings, Advanced, REST API.";

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "woocommerce",
          "WooCommerce",
          List.of(
              SettingSpec.url(
                  "address", "Where the shop is, such as https://shop.example, without /wp-json."),
              SettingSpec.secret(
                  "consumer_key",
                  "The consumer key, ck_…: WooCommerce, Settings, Advanced, REST API."),
              SettingSpec.secret("consumer_secret", "The consumer secret, cs_…, shown beside it."),
              SettingSpec.text(
                      "login",
                      "header, as is usual; query where a server before the shop drops that header"
                          + " and the shop says that the key is missing.")
                  .oneOf("header", "query")
                  .orElse("header"),
              SettingSpec.toggle(
                  "turns_stock_on",
                  "Whether a push turns on stock management for products that do not manage stock;"
                      + " else they are refused.",
                  false),
              SettingSpec.text(
                      "pending",
                      "What orders do that wait for their payment: hold or ignore. The shop itself"
                          + " keeps their units from buyers for a while.")
                  .oneOf("hold", "ignore")
                  .orElse("hold"),
              SettingSpec.secret(
                      ReceivesWebhooks.SECRET,
                      "The secret of the shop's webhook, the same there. Only for a shop that"
                          + " calls.")
                  .optional()),
          new Access(KEYS, KEYS),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS,
              Behavior.COUNTS_BY_LOCATION,
              Behavior.TELLS_ALL_CHANGES), // orders that are thrown away are on no list
          new StockSemantics(TakesOff.AT_PAYMENT, PutsBack.UNKNOWN, QUANTITY_MAX),
          new Limits(BATCH_MAX, List.of(), Duration.ofSeconds(5)),
          WooCommerceMapping.STATUSES,
          URI.create("https://woocommerce.github.io/woocommerce-rest-api-docs/"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new WooCommerceConnector(
        new WooCommerceApi(settings, http),
        new WooCommerceMapping(settings.text("pending").equals("hold")),
        settings.find(ReceivesWebhooks.SECRET).map(it -> settings.secret(ReceivesWebhooks.SECRET)));
  }
}
