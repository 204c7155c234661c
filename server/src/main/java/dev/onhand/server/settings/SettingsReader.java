package dev.onhand.server.settings;

import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.engine.channels.ChannelTime;
import dev.onhand.model.Secret;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.database.DatabaseSetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads settings, and takes note of all that is wrong with them before it gives up. */
final class SettingsReader {

  private static final String PREFIX = "ONHAND_";

  /** Variables of the command line as a client, and of the start script: not the server's. */
  private static final Set<String> OF_OTHERS =
      Set.of("ONHAND_URL", "ONHAND_TOKEN", "ONHAND_HEAP", "ONHAND_OFFLINE", "ONHAND_CHROMIUM");

  private static final int PORT_MAX = 65_535;
  private static final int LANES_MAX = 16;
  private static final int WAITING_MIN = 2_048;
  private static final int WAITING_MAX = 1_000_000;
  private static final int KEPT_DAYS_MAX = 3_650;

  private static final int ENVIRONMENT_LENGTH_MAX = 20;

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  ServerSettings read(ChannelTime channelTime) {
    Path data = path(Setting.DATA);
    String bind = address(Setting.BIND);
    int port = number(Setting.PORT, 0, PORT_MAX);
    int managementPort =
        text(Setting.MANAGEMENT_PORT).isEmpty() ? 0 : number(Setting.MANAGEMENT_PORT, 1, PORT_MAX);
    if (managementPort != 0 && managementPort == port) {
      problems.add("ONHAND_MANAGEMENT_PORT must be another port than ONHAND_PORT (" + port + ").");
    }
    DatabaseSettings database = database();
    ZoneId zone = zone(Setting.TIME_ZONE);
    String shown = environment(Setting.ENVIRONMENT);
    LogFormat format = logFormat(Setting.LOG_FORMAT);
    boolean logMovements = flag(Setting.LOG_MOVEMENTS);
    int lanes = number(Setting.COMMITTER_LANES, 1, LANES_MAX);
    int waiting = number(Setting.COMMITTER_WAITING, WAITING_MIN, WAITING_MAX);
    int keptDays = number(Setting.ANSWERS_KEPT_DAYS, 1, KEPT_DAYS_MAX);
    List<Network> allowed = networks(Setting.HTTP_ALLOW_PRIVATE);
    Secret key = secret(Setting.SECRET_KEY);
    Path backups = text(Setting.BACKUPS).isEmpty() ? null : path(Setting.BACKUPS);
    MailServer mail = mail();
    SecondFactorDemand demand = secondFactor(Setting.SECOND_FACTOR);
    SingleSignOn signOn = singleSignOn();
    List<Network> proxies = networks(Setting.PROXIES);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new ServerSettings(
        data,
        bind,
        port,
        managementPort,
        database,
        zone,
        shown,
        format,
        logMovements,
        lanes,
        waiting,
        Duration.ofDays(keptDays),
        allowed,
        key,
        backups,
        mail,
        demand,
        signOn,
        proxies,
        channelTime,
        notes());
  }

  private String text(Setting setting) {
    String text = environment.get(setting.variable());
    return text == null || text.isBlank() ? setting.usual() : text.strip();
  }

  private String environment(Setting setting) {
    String text = text(setting);
    if (text.length() > ENVIRONMENT_LENGTH_MAX || text.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          "%s must be a word or two, of up to %d characters."
              .formatted(setting.variable(), ENVIRONMENT_LENGTH_MAX));
    }
    return text;
  }

  private Path path(Setting setting) {
    try {
      return Path.of(text(setting));
    } catch (InvalidPathException e) {
      problems.add(setting.variable() + " is no path: " + e.getReason() + ".");
      return Path.of(setting.usual());
    }
  }

  private int number(Setting setting, int min, int max) {
    String text = text(setting);
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      problems.add(
          "%s must be a whole number from %d to %d, not '%s'."
              .formatted(setting.variable(), min, max, text));
      return min;
    }
    return number;
  }

  private boolean flag(Setting setting) {
    String text = text(setting);
    if (!text.equals("true") && !text.equals("false")) {
      problems.add("%s must be true or false, not '%s'.".formatted(setting.variable(), text));
    }
    return text.equals("true");
  }

  private String address(Setting setting) {
    String text = text(setting);
    try {
      return InetAddress.getByName(text).getHostAddress();
    } catch (UnknownHostException e) {
      problems.add(
          "%s must be an address of this machine, such as 127.0.0.1 or 0.0.0.0, not '%s'."
              .formatted(setting.variable(), text));
      return setting.usual();
    }
  }

  private ZoneId zone(Setting setting) {
    String text = text(setting);
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      problems.add(
          "%s must be a time zone such as UTC or Europe/Paris, not '%s'."
              .formatted(setting.variable(), text));
      return ZoneId.of(setting.usual());
    }
  }

  private LogFormat logFormat(Setting setting) {
    return switch (text(setting)) {
      case "plain" -> LogFormat.PLAIN;
      case "json" -> LogFormat.JSON;
      default -> {
        problems.add(
            "%s must be plain or json, not '%s'.".formatted(setting.variable(), text(setting)));
        yield LogFormat.PLAIN;
      }
    };
  }

  private List<Network> networks(Setting setting) {
    List<Network> networks = new ArrayList<>();
    for (String one : text(setting).split(",", -1)) {
      if (!one.isBlank()) {
        try {
          networks.add(Network.parse(one.strip()));
        } catch (IllegalArgumentException e) {
          problems.add("%s: %s.".formatted(setting.variable(), e.getMessage()));
        }
      }
    }
    return networks;
  }

  private @Nullable DatabaseSettings database() {
    String url = text(Setting.DATABASE_URL);
    Secret password = secret(Setting.DATABASE_PASSWORD);
    Secret migrationPassword = secret(Setting.DATABASE_MIGRATION_PASSWORD);
    String user = text(Setting.DATABASE_USER);
    String migrationUser = text(Setting.DATABASE_MIGRATION_USER);
    if (url.isEmpty()) {
      if (!user.isEmpty() || !migrationUser.isEmpty()) {
        problems.add(
            "ONHAND_DATABASE_USER is set, but ONHAND_DATABASE_URL is not: set both, or neither for the embedded database.");
      }
      return null;
    }
    try {
      DatabaseSettings settings =
          DatabaseSettings.of(url, new DatabaseSettings.Login(user, password));
      return migrationUser.isEmpty()
          ? settings
          : settings.withMigrationLogin(
              new DatabaseSettings.Login(migrationUser, migrationPassword));
    } catch (DatabaseSetupException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable MailServer mail() {
    Secret url = secret(Setting.SMTP_URL);
    String from = text(Setting.SMTP_FROM);
    if (url.reveal().isEmpty() && from.isEmpty()) {
      return null;
    }
    if (url.reveal().isEmpty() || !from.matches("[^@\\s]+@[^@\\s]+")) {
      problems.add(
          "ONHAND_SMTP_URL and ONHAND_SMTP_FROM go together: set both, the second to an address such as onhand@shop.example, or neither.");
      return null;
    }
    try {
      return MailServer.of(url, from);
    } catch (IllegalArgumentException e) {
      problems.add("ONHAND_SMTP_URL: %s.".formatted(e.getMessage()));
      return null;
    }
  }

  private SecondFactorDemand secondFactor(Setting setting) {
    return switch (text(setting)) {
      case "optional" -> SecondFactorDemand.OPTIONAL;
      case "admins" -> SecondFactorDemand.ADMINS;
      case "all" -> SecondFactorDemand.ALL;
      default -> {
        problems.add(
            "%s must be optional, admins or all, not '%s'."
                .formatted(setting.variable(), text(setting)));
        yield SecondFactorDemand.OPTIONAL;
      }
    };
  }

  private @Nullable SingleSignOn singleSignOn() {
    String issuer = text(Setting.OIDC_ISSUER);
    String client = text(Setting.OIDC_CLIENT_ID);
    Secret secret = secret(Setting.OIDC_CLIENT_SECRET);
    if (issuer.isEmpty() && client.isEmpty() && secret.reveal().isEmpty()) {
      return null;
    }
    if (issuer.isEmpty() || client.isEmpty() || secret.reveal().isEmpty()) {
      problems.add(
          "ONHAND_OIDC_ISSUER, ONHAND_OIDC_CLIENT_ID and ONHAND_OIDC_CLIENT_SECRET go together: set all three, or none.");
      return null;
    }
    try {
      return SingleSignOn.of(issuer, client, secret, text(Setting.OIDC_NAME));
    } catch (IllegalArgumentException e) {
      problems.add("ONHAND_OIDC_ISSUER: %s.".formatted(e.getMessage()));
      return null;
    }
  }

  private Secret secret(Setting setting) {
    String value = environment.get(setting.variable());
    String file = environment.get(setting.fileVariable());
    if (file == null || file.isBlank()) {
      return Secret.of(value == null ? "" : value);
    }
    if (value != null) {
      problems.add(
          "%s and %s are both set; set one.".formatted(setting.variable(), setting.fileVariable()));
    }
    try {
      return Secret.of(Files.readString(Path.of(file.strip())).strip());
    } catch (IOException | InvalidPathException e) {
      problems.add(
          "%s names a file that cannot be read: '%s'.".formatted(setting.fileVariable(), file));
      return Secret.of("");
    }
  }

  /** What is set, secrets masked, and what nobody knows. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    Set<String> unknown = new TreeSet<>();
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (variable.startsWith(PREFIX) && !OF_OTHERS.contains(variable)) {
        Setting.find(variable)
            .ifPresentOrElse(
                setting -> notes.add(note(setting, variable)), () -> unknown.add(variable));
      }
    }
    for (String variable : unknown) {
      notes.add("there is no setting " + variable + "; is it misspelt?");
    }
    return notes;
  }

  private String note(Setting setting, String variable) {
    boolean masked = setting.isSecret() && variable.equals(setting.variable());
    return variable + "=" + (masked ? "***" : environment.get(variable));
  }
}
