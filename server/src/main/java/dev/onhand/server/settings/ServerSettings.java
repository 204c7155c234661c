package dev.onhand.server.settings;

import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.engine.channels.ChannelTime;
import dev.onhand.model.Secret;
import dev.onhand.store.database.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server runs.
 *
 * @param data the data directory
 * @param bind the address to listen on
 * @param port of pages and API; 0: a free one
 * @param managementPort 0: none
 * @param database an external database; null: the embedded one
 * @param timeZone of the seller that the first start makes
 * @param environment what pages say that this server is; empty: nothing
 * @param logMovements whether each movement is a line of the log
 * @param committerLanes transactions that record movements side by side
 * @param committerWaiting movements that may wait to be recorded
 * @param answersKept for how long the answer to an Idempotency-Key is kept
 * @param allowedNetworks networks beside the open internet in which channels may be called
 * @param secretKey what secrets of channels are encrypted with; empty: it is in the data directory
 * @param backups where backups of the embedded database are made; null: none are
 * @param mail by which server e-mail leaves; null: none does
 * @param secondFactor who must have a second factor
 * @param signOn the provider by which people sign in beside their passwords; null: there is none
 * @param proxies networks of those in front, who are believed whom they speak for
 * @param channelTime how quickly channels' time goes; there is no variable for it, as real channels
 *     have their own
 * @param notes what the reader of the log should know: what is set, with secrets masked, and what
 *     was not understood
 */
public record ServerSettings(
    Path data,
    String bind,
    int port,
    int managementPort,
    @Nullable DatabaseSettings database,
    ZoneId timeZone,
    String environment,
    LogFormat logFormat,
    boolean logMovements,
    int committerLanes,
    int committerWaiting,
    Duration answersKept,
    List<Network> allowedNetworks,
    Secret secretKey,
    @Nullable Path backups,
    @Nullable MailServer mail,
    SecondFactorDemand secondFactor,
    @Nullable SingleSignOn signOn,
    List<Network> proxies,
    ChannelTime channelTime,
    List<String> notes) {

  public ServerSettings {
    allowedNetworks = List.copyOf(allowedNetworks);
    proxies = List.copyOf(proxies);
    notes = List.copyOf(notes);
  }

  /**
   * Reads the settings from environment variables; see {@code docs/reference/settings.md}.
   *
   * @param environment as {@link System#getenv()} gives it; options of the command line are put
   *     into it under the variables' names
   * @throws SettingsException naming all that is wrong
   */
  public static ServerSettings read(Map<String, String> environment) {
    return read(environment, ChannelTime.REAL);
  }

  /** The same for simulated channels, for which time may go faster. */
  public static ServerSettings read(Map<String, String> environment, ChannelTime channelTime) {
    return new SettingsReader(environment).read(channelTime);
  }

  /** The same on other ports. */
  public ServerSettings withPorts(int newPort, int newManagementPort) {
    return new ServerSettings(
        data,
        bind,
        newPort,
        newManagementPort,
        database,
        timeZone,
        environment,
        logFormat,
        logMovements,
        committerLanes,
        committerWaiting,
        answersKept,
        allowedNetworks,
        secretKey,
        backups,
        mail,
        secondFactor,
        signOn,
        proxies,
        channelTime,
        notes);
  }

  /** The same on another database; null: the embedded one. */
  public ServerSettings withDatabase(@Nullable DatabaseSettings newDatabase) {
    return new ServerSettings(
        data,
        bind,
        port,
        managementPort,
        newDatabase,
        timeZone,
        environment,
        logFormat,
        logMovements,
        committerLanes,
        committerWaiting,
        answersKept,
        allowedNetworks,
        secretKey,
        backups,
        mail,
        secondFactor,
        signOn,
        proxies,
        channelTime,
        notes);
  }
}
