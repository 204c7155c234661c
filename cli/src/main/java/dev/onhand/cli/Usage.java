package dev.onhand.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;

import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How help texts look: first what is particular to the command, then what every command takes, then
 * examples.
 */
final class Usage {

  private static final int WIDTH = 100;

  private Usage() {}

  /** Applies this look to a command and all below it. */
  static void layOut(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.usageMessage()
        .width(WIDTH)
        .sortOptions(false)
        .sortSynopsis(false)
        .adjustLineBreaksForWideCJKCharacters(true);
    spec.usageMessage().commandListHeading("%nCommands:%n");
    spec.usageMessage().parameterListHeading("%n").optionListHeading("%n");
    if (spec.usageMessage().footer().length > 0) {
      spec.usageMessage().footerHeading("%nExamples:%n");
    }
    if (line.getCommand() instanceof Action) {
      line.getHelpSectionMap().put(SECTION_KEY_SYNOPSIS, Usage::synopsis);
      line.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, Usage::options);
    }
    line.getSubcommands().values().forEach(Usage::layOut);
  }

  /** {@code onhand stock set [OPTIONS] --location=CODE SKU N}. */
  private static String synopsis(Help help) {
    CommandSpec spec = help.commandSpec();
    Stream<String> required =
        spec.options().stream()
            .filter(ArgSpec::required)
            .map(option -> option.longestName() + "=" + option.paramLabel());
    Stream<String> positional =
        spec.positionalParameters().stream()
            .filter(parameter -> !parameter.hidden())
            .map(Usage::positional);
    return Stream.of(
            Stream.of(spec.qualifiedName()), positional, required, Stream.of("[OPTION...]"))
        .flatMap(parts -> parts)
        .collect(Collectors.joining(" ", "", "\n"));
  }

  private static String positional(ArgSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.arity().min() == 0 ? "[" + label + "]" : label;
  }

  private static String options(Help help) {
    List<OptionSpec> all = help.commandSpec().options();
    List<OptionSpec> own = all.stream().filter(option -> !isCommon(option)).toList();
    List<OptionSpec> common = all.stream().filter(Usage::isCommon).toList();
    return (own.isEmpty() ? "" : list(help, own))
        + "\nOptions of every command:\n"
        + list(help, common);
  }

  private static String list(Help help, List<OptionSpec> options) {
    return help.optionListExcludingGroups(options);
  }

  private static boolean isCommon(OptionSpec option) {
    return option.userObject() instanceof Field field && field.getDeclaringClass() == Common.class;
  }
}
