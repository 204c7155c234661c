package dev.onhand.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class Common {

  @Option(names = "--json", description = "Print JSON: the objects of the API, times in UTC.")
  boolean json;

  @Option(
      names = "--csv",
      description = "Print comma-separated values with a heading line, times in UTC.")
  boolean csv;

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "FIELD",
      description = "Print these fields only, named as in JSON, such as sku,on_hand.")
  List<String> fields = List.of();

  @Option(names = "--quiet", description = "Print no messages but errors.")
  boolean quiet;

  @Option(names = "--no-color", description = "No colours (as with NO_COLOR or TERM=dumb).")
  boolean noColor;

  @Option(names = "--no-input", description = "Never ask; fail where a question would be needed.")
  boolean noInput;

  @Option(names = "--verbose", description = "With an error, also print the Request-Id.")
  boolean verbose;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data directory of a server on this machine; its file 'token' is used"
              + " unless ONHAND_TOKEN is set. Default: ONHAND_DATA or ./data.")
  @Nullable Path data;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  /** Whether a person will read the output, rather than a program. */
  boolean forPeople() {
    return !json && !csv;
  }
}
