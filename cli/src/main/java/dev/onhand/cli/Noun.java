package dev.onhand.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that needs another after it, such as {@code product}. */
@Command
abstract class Noun implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Override
  public final void run() {
    CommandSpec self = Objects.requireNonNull(spec, "set by the parser");
    throw new ParameterException(
        self.commandLine(),
        "say what to do: "
            + self.qualifiedName()
            + " "
            + String.join("|", self.subcommands().keySet()));
  }
}
