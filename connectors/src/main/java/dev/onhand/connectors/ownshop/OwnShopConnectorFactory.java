package dev.onhand.connectors.ownshop;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.LowersStock;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.Verbs;
import dev.onhand.connector.http.ConnectorHttp;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes connectors to shops of one's own. */
public final class OwnShopConnectorFactory implements ConnectorFactory {

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "http",
          "A shop of your own",
          OwnShopSettings.ALL,
          new Access(
              "The shop must know this secret, and take it as auth_header and auth_value say.",
              "There are no scopes: what the secret allows is up to the shop."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS, // none is needed: a push says what holds
              Behavior.COUNTS_BY_LOCATION),
          LowersStock.UNTIL_TOLD,
          new Limits(OwnShopSettings.BATCH_MAX, List.of(), Duration.ofSeconds(5)),
          OwnShopMapping.STATUSES,
          URI.create("https://onhand.dev/reference/own-shop"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void check(Settings settings) {
    new OwnShopSettings(settings).check();
  }

  @Override
  public StockSemantics semantics(Settings settings) {
    return LowersStock.semantics(settings);
  }

  @Override
  public int perPush(Settings settings) {
    return new OwnShopSettings(settings).perPush();
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    OwnShopApi api = new OwnShopApi(settings, http);
    return Verbs.without(new OwnShopConnector(api, new OwnShopMapping(settings)), missing(api));
  }

  /** A shop that shows no orders has nothing to tell of them. */
  private static Set<Class<?>> missing(OwnShopApi api) {
    Set<Class<?>> missing = new HashSet<>();
    if (!api.hasListing()) {
      missing.add(ReadsListing.class);
    }
    if (!api.hasOrders()) {
      missing.add(ReportsOrders.class);
    }
    if (!api.hasOrder()) {
      missing.add(ReadsOrder.class);
    }
    if (!api.hasOrders() && !api.hasOrder()) {
      missing.add(ReceivesWebhooks.class);
    }
    return missing;
  }
}
