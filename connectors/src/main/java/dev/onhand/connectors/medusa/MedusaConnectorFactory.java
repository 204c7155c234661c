package dev.onhand.connectors.medusa;

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
import dev.onhand.model.Quantity;
import dev.onhand.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to Medusa shops. */
public final class MedusaConnectorFactory implements ConnectorFactory {

  /** Medusa takes thousands; what one refused row costs grows with the batch. */
  private static final int BATCH_MAX = 100;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "medusa",
          "Medusa 2",
          List.of(
              SettingSpec.url(
                  "address", "Where the shop's server is, such as https://shop.example."),
              SettingSpec.secret(
                  "api_key",
                  "A secret API key, sk_…: in the admin under Settings, Secret API Keys."),
              SettingSpec.id(
                  "location",
                  "The id of the stock location that Onhand manages, sloc_…: in the admin under"
                      + " Settings, Locations, in the address of its page."),
              StandardWebhooks.setting()),
          new Access(
              "The admin makes keys under Settings, Secret API Keys; they begin with sk_. One"
                  + " that was revoked is refused at once.",
              "There are no scopes: a key may do all that an administrator may. What forbids it"
                  + " was added by the shop's developer."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
          new StockSemantics(TakesOff.AT_ORDER, PutsBack.YES, Quantity.UNITS_MAX),
          new Limits(BATCH_MAX, List.of(), Duration.ofSeconds(5)),
          MedusaMapping.STATUSES,
          URI.create("https://docs.medusajs.com/api/admin"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new MedusaConnector(
        new MedusaApi(settings, http),
        settings.text("location"),
        settings.find(ReceivesWebhooks.SECRET).map(Secret::of));
  }
}
