package dev.onhand.store.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** How the driver is told to behave, the same for every connection. */
final class Connections {

  private Connections() {}

  /** A connection outside any pool, for set-up and diagnosis. */
  static Connection open(
      String url, DatabaseSettings.Login login, DatabaseSettings.Timeouts timeouts)
      throws SQLException {
    return open(url, login, properties(timeouts, "onhand-setup"));
  }

  /** As {@link #open}, also to a server that cannot be written to, to say so. */
  static Connection openForDiagnosis(
      String url, DatabaseSettings.Login login, DatabaseSettings.Timeouts timeouts)
      throws SQLException {
    return open(url, login, forDiagnosis(timeouts));
  }

  static Properties forDiagnosis(DatabaseSettings.Timeouts timeouts) {
    Properties properties = properties(timeouts, "onhand-doctor");
    properties.setProperty("targetServerType", "any");
    return properties;
  }

  private static Connection open(String url, DatabaseSettings.Login login, Properties properties)
      throws SQLException {
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password().reveal());
    return DriverManager.getConnection(url, properties);
  }

  /** The driver's properties; a parameter of the same name in the URL wins. */
  static Properties properties(DatabaseSettings.Timeouts timeouts, String applicationName) {
    Properties properties = unlimited(timeouts, applicationName);
    // By default the driver waits for ever for a server that is gone without a word.
    properties.setProperty("socketTimeout", Long.toString(timeouts.socket().toSeconds()));
    return properties;
  }

  /** As {@link #properties}, for migrations, where one statement may take as long as it must. */
  static Properties unlimited(DatabaseSettings.Timeouts timeouts, String applicationName) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("connectTimeout", Long.toString(timeouts.connect().toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    // After a failover the old primary may come back as a standby; it must not be taken.
    properties.setProperty("targetServerType", "primary");
    return properties;
  }
}
