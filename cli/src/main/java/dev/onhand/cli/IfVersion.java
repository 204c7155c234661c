package dev.onhand.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Guards an edit against another's in between. */
final class IfVersion {

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if it still has this version (as 'show' prints it).")
  @Nullable Long version;
}
