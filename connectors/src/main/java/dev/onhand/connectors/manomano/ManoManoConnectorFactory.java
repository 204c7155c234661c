package dev.onhand.connectors.manomano;

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

/** Makes connectors to contracts of sellers on ManoMano. */
public final class ManoManoConnectorFactory implements ConnectorFactory {

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "manomano",
          "ManoMano",
          List.of(
              SettingSpec.url(
                      "address",
                      "The API; the sandbox, which is not open at night and on weekends, is"
                          + " https://partnersapi.sandbox.manomano.com.")
                  .orElse("https://partnersapi.manomano.com"),
              SettingSpec.secret(
                  "api_key",
                  "The key that an administrator makes in the Toolbox under Settings, API keys."),
              SettingSpec.number(
                      "contract",
                      "The seller contract id of the country, which is shown there too. Each country is"
                          + " a channel of its own.")
                  .own(),
              LowersStock.setting("ManoMano", "an offer's stock")),
          new Access(
              "An administrator makes keys in the Toolbox under Settings, API keys; the contract"
                  + " that is shown there must be the key's.",
              "There are no scopes, but the contract must be one of the key's: the Toolbox shows"
                  + " both under Settings, API keys."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS,
              Behavior.COUNTS_BY_LOCATION,
              Behavior.TELLS_ALL_CHANGES), // changed quantities may not move status_updated_at
          LowersStock.UNTIL_TOLD,
          new Limits(
              ManoManoApi.BATCH_MAX,
              List.of(new Rate(ManoManoApi.CALLS, 60, Duration.ofMinutes(1))),
              Duration.ofSeconds(30)),
          ManoManoMapping.STATUSES,
          URI.create("https://manomano.dev"));

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
    return new ManoManoConnector(new ManoManoApi(settings, http));
  }
}
