package dev.onhand.connectors.ebay;

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
import dev.onhand.connector.Settings.InvalidSettingsException;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.ConnectorHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes connectors to accounts of sellers on eBay. */
public final class EbayConnectorFactory implements ConnectorFactory {

  private static final int BATCH_MAX = 25;

  private static final Duration DAY = Duration.ofDays(1);

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "ebay",
          "eBay",
          List.of(
              SettingSpec.text(
                  "client_id", "The client id (App ID) of your keyset in eBay's developer portal."),
              SettingSpec.secret(
                  "client_secret", "The client secret (Cert ID) of the same keyset."),
              SettingSpec.secret(
                  "refresh_token",
                  "The refresh token, v^1.1#…, which the seller's consent gave. It ends after some"
                      + " 18 months."),
              SettingSpec.url(
                      "address",
                      "Where eBay is; https://api.sandbox.ebay.com for its own sandbox, which has"
                          + " keys of its own.")
                  .orElse("https://api.ebay.com"),
              SettingSpec.toggle(
                  "several_items",
                  "Whether a call sets up to 25 items. eBay's own texts differ on whether it may;"
                      + " where it is refused, one is set with a call from then on.",
                  true),
              SettingSpec.toggle(
                  "offer_quantities",
                  "Whether an item's published offers are set with it: a listing shows the lower of"
                      + " the two, and many offers keep an old number. Finding them is a call a day"
                      + " for each item that is set. Off only where no offer has a quantity of its"
                      + " own, as eBay advises where all may be sold everywhere.",
                  true),
              LowersStock.setting("eBay", "an item's quantity"),
              SettingSpec.secret(
                      ReceivesWebhooks.SECRET,
                      "The public key that eBay signs its calls with, in PEM on one line. Only if"
                          + " eBay calls.")
                  .optional(),
              SettingSpec.secret(
                      EbaySigning.TOKEN,
                      "The verification token that the address is named to eBay with: 32 to 80"
                          + " letters, digits, _ and -, which you make up. Only if eBay calls.")
                  .optional(),
              SettingSpec.url(
                      EbaySigning.ADDRESS,
                      "The address that is named to eBay, letter by letter: its check is answered"
                          + " with it. Only if eBay calls.")
                  .optional()),
          new Access(
              "The client id and secret are of one keyset (developer.ebay.com, Your Account,"
                  + " Application Keys), and of the production or the sandbox that the address is"
                  + " of. A refresh token ends after some 18 months: then let the seller consent"
                  + " again.",
              "The seller's consent must name the scopes sell.inventory and sell.fulfillment:"
                  + " consent again with both, and set the new refresh_token."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
          LowersStock.UNTIL_TOLD,
          new Limits(
              BATCH_MAX,
              List.of(
                  new Rate(EbayApi.INVENTORY, 2_000_000, DAY),
                  new Rate(EbayApi.FULFILLMENT, 100_000, DAY),
                  new Rate(EbayApi.TOKENS, 50_000, DAY)),
              Duration.ofMinutes(1)),
          EbayMapping.STATUSES,
          URI.create("https://developer.ebay.com/develop/apis/restful-apis/sell-apis"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void check(Settings settings) {
    if (settings.find(EbaySigning.TOKEN).isPresent()
        != settings.find(EbaySigning.ADDRESS).isPresent()) {
      throw new InvalidSettingsException(
          Map.of(EbaySigning.ADDRESS, "webhook_token and webhook_address go together: give both"));
    }
  }

  @Override
  public StockSemantics semantics(Settings settings) {
    return LowersStock.semantics(settings);
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    EbayApi api = new EbayApi(settings, http);
    return new EbayConnector(
        api,
        new EbayOffers(api, settings.isOn("offer_quantities")),
        settings.isOn("several_items"),
        new EbaySigning(settings));
  }
}
