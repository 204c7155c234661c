package dev.onhand.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that move stock. */
final class Writing {

  @Option(names = "--dry-run", description = "Say what would happen; nothing is kept.")
  boolean dryRun;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Names this write for ever: repeated with the same key it counts once. Default: a fresh"
              + " random one, which is printed.")
  @Nullable String key;

  /**
   * The request with its key.
   *
   * @param fresh makes a key if none was given
   */
  Request on(Request request, Surroundings surroundings) {
    if (key == null) {
      key = surroundings.keys().get();
    }
    if (!key.matches("[ -~]{1,255}")) {
      throw CommandException.usage(
          "--key takes 1 to 255 characters of ASCII", "for example: --key order-1001-line-1");
    }
    return request.key(key).query(request.query().when("dry_run", dryRun));
  }
}
