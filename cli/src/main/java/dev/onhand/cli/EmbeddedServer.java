package dev.onhand.cli;

import dev.onhand.engine.channels.ChannelTime;
import dev.onhand.server.OnhandServer;
import dev.onhand.server.ServerStartException;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.server.settings.SettingsException;
import java.util.Map;

/**
 * The server within this process. The only class that knows the server's classes, which are not on
 * the class path of other commands: nothing of them may show in its methods' signatures.
 */
final class EmbeddedServer implements DemoCommand.Server {

  private final OnhandServer server;

  private EmbeddedServer(OnhandServer server) {
    this.server = server;
  }

  /**
   * Starts a server and returns when it serves.
   *
   * @param environment the server's settings
   */
  static EmbeddedServer start(Map<String, String> environment) {
    return start(environment, 1);
  }

  /**
   * The same for simulated channels.
   *
   * @param channelSpeed how many times as fast time goes for them
   */
  static EmbeddedServer start(Map<String, String> environment, int channelSpeed) {
    try {
      return new EmbeddedServer(
          OnhandServer.start(ServerSettings.read(environment, new ChannelTime(channelSpeed))));
    } catch (SettingsException wrong) {
      throw CommandException.usage(String.valueOf(wrong.getMessage()), "");
    } catch (ServerStartException failed) {
      throw new CommandException(Exit.FAILED, String.valueOf(failed.getMessage()), "");
    }
  }

  @Override
  public String url() {
    return server.url();
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    server.awaitEnd();
  }

  @Override
  public void close() {
    server.close();
  }
}
