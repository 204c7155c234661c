package dev.onhand.connectors.refurbed;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.LowersStock;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Makes connectors to accounts of sellers on refurbed. */
public final class RefurbedConnectorFactory implements ConnectorFactory {

  /** As somebody who sells there does it. */
  private static final long REREAD_DAYS = 60;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "refurbed",
          "refurbed",
          List.of(
              SettingSpec.url(
                      "address",
                      "The API. Only a sandbox that refurbed gave you is somewhere else.")
                  .orElse("https://api.refurbed.com"),
              SettingSpec.secret(
                  "token", "The API token; your account manager at refurbed gives it to you."),
              LowersStock.setting("refurbed", "an offer's stock"),
              SettingSpec.number(
                  "reread_days",
                  "How many days after its release an order may still be cancelled: so far back"
                      + " open and cancelled orders are read again each time.",
                  REREAD_DAYS),
              StandardWebhooks.setting()),
          new Access(
              "Your account manager at refurbed gives tokens; those of the sandbox are others.",
              "The token must read and change offers, and read orders; where it may not"
                  + " (PERMISSION_DENIED), ask your account manager at refurbed for one that does."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS,
              Behavior.COUNTS_BY_LOCATION,
              Behavior.TELLS_ALL_CHANGES), // there is no asking for what changed
          LowersStock.UNTIL_TOLD,
          new Limits(
              RefurbedApi.BATCH_MAX,
              List.of(new Rate(RefurbedApi.CALLS, 10, Duration.ofSeconds(1))),
              Duration.ofSeconds(5)),
          RefurbedMapping.STATUSES,
          URI.create("https://gitlab.com/refurbed-community/public-apis"));

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
    return new RefurbedConnector(
        new RefurbedApi(settings, http), settings.find(ReceivesWebhooks.SECRET).map(Secret::of));
  }
}
