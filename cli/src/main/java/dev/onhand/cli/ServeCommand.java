package dev.onhand.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Run the server, with its own database in the data directory, until Ctrl-C.",
      "Everything else is set by variables such as ONHAND_DATABASE_URL and ONHAND_BIND."
    },
    footer = {"  onhand serve --data ./data", "  onhand serve --data /var/lib/onhand --port 9000"})
final class ServeCommand extends Action {

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for a free one. Default: ONHAND_PORT or 8080.")
  @Nullable String port;

  @Override
  int run() throws InterruptedException {
    Map<String, String> settings = new HashMap<>(surroundings().environment());
    Path data = common.data;
    if (data != null) {
      settings.put("ONHAND_DATA", surroundings().directory().resolve(data).toString());
    }
    if (port != null) {
      settings.put("ONHAND_PORT", port);
    }
    try (EmbeddedServer server = EmbeddedServer.start(settings)) {
      String directory = settings.getOrDefault("ONHAND_DATA", "data");
      say("Onhand serves " + server.url() + "; Ctrl-C stops it.");
      say("The token of its administrator is in " + Path.of(directory, "token") + ".");
      FirstLink.in(surroundings().directory().resolve(directory))
          .ifPresent(
              path ->
                  say(
                      "For the web pages set the owner's password first, once: "
                          + server.url()
                          + path));
      server.awaitEnd();
    }
    return Exit.OK;
  }
}
