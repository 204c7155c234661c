package dev.onhand.connectors.files;

import dev.onhand.connector.Access;
import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.LowersStock;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.Folders;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes connectors to folders. */
public final class FilesConnectorFactory implements ConnectorFactory {

  /** One file carries them all. */
  private static final int BATCH_MAX = 5_000;

  private static final long SETTLE_SECONDS = 10;

  static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "files",
          "Files in a folder",
          List.of(
              SettingSpec.id(
                  "folder",
                  "The folder's name: letters, digits, dots, - and _. It lies below the server's"
                      + " folder for channels, in that of the seller, and is made at once."),
              SettingSpec.text(
                      "sends",
                      "whole: out/stock.csv has all listings, and is replaced. changed: each push"
                          + " is a file of its own there, of what changed.")
                  .oneOf("whole", "changed")
                  .orElse("whole"),
              SettingSpec.text("delimiter", "What stands between two cells.")
                  .oneOf("comma", "semicolon", "tab", "pipe")
                  .orElse("comma"),
              SettingSpec.text("charset", "How letters are written.")
                  .oneOf("UTF-8", "ISO-8859-1", "windows-1252", "UTF-16")
                  .orElse("UTF-8"),
              SettingSpec.text(
                      "columns",
                      "What columns are called there, where it is not as here: order=Bestellnummer,"
                          + " quantity=Menge. They are "
                          + Layout.COLUMNS
                          + ".")
                  .optional(),
              SettingSpec.text(
                      "statuses",
                      "What statuses are called there, where it is not as here: bezahlt=paid,"
                          + " versendet=shipped.")
                  .optional(),
              SettingSpec.number(
                  "settle_seconds",
                  "For how long a file of orders must not have changed before it is read, so that"
                      + " none is read that is still being written.",
                  SETTLE_SECONDS),
              SettingSpec.toggle(
                  "guard",
                  "Whether a text that a spreadsheet would run as a formula gets an apostrophe"
                      + " before it in what goes out.",
                  true),
              LowersStock.setting("the partner", "what it shows")),
          Access.TO_A_FOLDER,
          Behavior.allBut(
              Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
          LowersStock.UNTIL_TOLD,
          new Limits(BATCH_MAX, List.of(), Duration.ofSeconds(5)),
          FilesMapping.STATUSES,
          URI.create("https://www.rfc-editor.org/rfc/rfc4180"));

  @Override
  public ConnectorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void check(Settings settings) {
    settings.tried(
        Map.of(
            "folder", () -> checkFolder(settings.text("folder")),
            "columns", () -> Layout.names(settings),
            "statuses", () -> settings.words("statuses", FilesMapping.STATUSES.keySet())));
  }

  private static void checkFolder(String name) {
    if (!Folders.isFolder(name)) {
      throw new IllegalArgumentException(
          "must be 1 to 64 letters, digits, dots, - and _, a letter or digit first");
    }
  }

  @Override
  public StockSemantics semantics(Settings settings) {
    return LowersStock.semantics(settings);
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    FilesApi api = new FilesApi(settings, http);
    Layout layout = Layout.of(settings);
    return new FilesConnector(
        new Inbox(api, new FilesMapping(layout), settings.number("settle_seconds")),
        new Outbox(api, layout, settings.text("sends").equals("whole"), settings.isOn("guard")));
  }
}
