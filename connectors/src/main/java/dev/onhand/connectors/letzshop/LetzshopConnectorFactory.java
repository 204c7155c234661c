package dev.onhand.connectors.letzshop;

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

/** Makes connectors to shops on Letzshop. */
public final class LetzshopConnectorFactory implements ConnectorFactory {

  /** One file carries them all; a larger batch would only be longer in the making. */
  private static final int BATCH_MAX = 1_000;

  /** As far back as the first look at an account goes. */
  private static final long REREAD_DAYS = 30;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "letzshop",
          "Letzshop",
          List.of(
              SettingSpec.url("address", "The API; there is one for all.")
                  .orElse("https://letzshop.lu/graphql"),
              SettingSpec.secret(
                  "api_key",
                  "The API key of a user who is at least shop manager; your account manager or"
                      + " support@letzshop.lu gives it to you."),
              SettingSpec.url(
                      "feed",
                      "The folder on your web space where the product feed lies that Letzshop"
                          + " fetches, such as https://files.example/letzshop. Onhand reads its"
                          + " files and writes them (by PUT, as WebDAV has it). Without it orders"
                          + " are taken in and nothing is told.")
                  .optional(),
              SettingSpec.text(
                      "feed_files",
                      "The names of the feed's files, one for each language, with a space between.")
                  .orElse("letzshop.tsv"),
              SettingSpec.id("feed_user", "Who may read and write there, where a login is needed.")
                  .optional(),
              SettingSpec.secret("feed_password", "That user's password.").optional(),
              SettingSpec.text(
                      "quantity_column",
                      "The name of a column for the number of pieces, where Letzshop told you that"
                          + " it takes one; your feed must have it. Without it the feed only says"
                          + " whether there is any.")
                  .optional(),
              SettingSpec.number(
                  "reread_days",
                  "How many days after it was placed an order may still be shipped or cancelled: so"
                      + " far back those that left or are over are read again each time.",
                  REREAD_DAYS)),
          new Access(
              "Your account manager or support@letzshop.lu gives keys; the key's user must be at"
                  + " least shop manager of the vendor. The feed's login is that of your web"
                  + " space.",
              "The key's user must be at least shop manager of the vendor: ask your account"
                  + " manager or support@letzshop.lu."),
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS,
              Behavior.KNOWS_ATTEMPTS,
              Behavior.COUNTS_BY_LOCATION,
              Behavior.TELLS_ALL_CHANGES), // there is no asking for what changed
          new StockSemantics(TakesOff.NEVER, PutsBack.NO, Integer.MAX_VALUE),
          new Limits(
              BATCH_MAX,
              List.of(new Rate(LetzshopApi.CALLS, 1, Duration.ofSeconds(1))),
              Duration.ofMinutes(1)),
          LetzshopMapping.STATUSES,
          URI.create("https://letzshop.lu/en/dev"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  /** A feed without numbers says 1 for "in stock". */
  @Override
  public StockSemantics semantics(Settings settings) {
    StockSemantics counted = DESCRIPTOR.semantics();
    return settings.find("quantity_column").isPresent()
        ? counted
        : new StockSemantics(counted.takesOff(), counted.putsBack(), 1);
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new LetzshopConnector(new LetzshopApi(settings, http), new LetzshopFeed(settings, http));
  }
}
