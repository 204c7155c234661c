package dev.onhand.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong and what to do about it, and gives the exit status that fits. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  /** What picocli says of a value that is not a name and a number. */
  private static final Pattern NOT_A_PAIR =
      Pattern.compile(
          "Value for option option '(.+?)' \\((.+?)\\) should be in KEY=VALUE format but was (.*)");

  /** And of one that is not a whole number. */
  private static final Pattern NOT_A_NUMBER = Pattern.compile("is not an? (int|long)\\b");

  private final Surroundings surroundings;

  Errors(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    error(message(wrong, command.getCommandSpec()), false);
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      suggest(unmatched.getUnmatched().getFirst(), command.getCommandSpec());
    }
    String[] examples = command.getCommandSpec().usageMessage().footer();
    if (examples.length > 0) {
      advise("example: " + String.format(examples[0]).strip());
    }
    advise("help: " + command.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  private static String message(ParameterException wrong, CommandSpec spec) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().getFirst().startsWith("-")) {
      String word = unmatched.getUnmatched().getFirst();
      return spec.subcommands().isEmpty()
          ? "'%s' is one word too many; a text with blanks goes in quotes".formatted(word)
          : "there is no command '%s %s'; there are %s"
              .formatted(
                  spec.qualifiedName(), word, String.join(", ", spec.subcommands().keySet()));
    }
    String pairs =
        NOT_A_PAIR.matcher(String.valueOf(wrong.getMessage())).replaceFirst("$1 takes $2, not $3");
    String message = NOT_A_NUMBER.matcher(pairs).replaceFirst("is not a whole number");
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    Common common = command.getCommand() instanceof Action action ? action.common : new Common();
    return switch (exception) {
      case CommandException ended -> {
        error(ended.getMessage(), common.noColor);
        ended.advice().lines().forEach(this::advise);
        yield ended.exit();
      }
      case ProblemException refused -> {
        explain(refused, common, command.getCommandSpec());
        yield refused.problem().exit();
      }
      case InterruptedException interrupted -> Exit.INTERRUPTED;
      default -> {
        error(String.valueOf(exception), common.noColor);
        if (common.verbose) {
          exception.printStackTrace(surroundings.streams().err());
        }
        yield Exit.FAILED;
      }
    };
  }

  private void explain(ProblemException refused, Common common, CommandSpec spec) {
    Problem problem = refused.problem();
    error(problem.detail(), common.noColor);
    List<String> parts = problem.errors();
    parts.forEach(this::advise);
    if (!refused.advice().isEmpty()) {
      // Not every command that can be short of stock can say that it did happen.
      boolean takesFacts = problem.couldBeFact() && spec.optionsMap().containsKey("--fact");
      advise(refused.advice() + (takesFacts ? "; if the units did leave, add --fact" : ""));
    } else if (isMissing(spec.parent(), problem)) {
      advise("look it up with: " + spec.parent().qualifiedName() + " list");
    }
    if (common.verbose) {
      advise("code: " + problem.code());
      advise("Request-Id: " + problem.requestId());
    }
  }

  /** Whether what the command's noun stands for is not there, and can be listed. */
  private static boolean isMissing(@Nullable CommandSpec noun, Problem problem) {
    return problem.exit() == Exit.NOT_FOUND
        && noun != null
        && problem.detail().startsWith("There is no " + noun.name() + " ")
        && Verbs.Of.named(noun.userObject(), "list").isPresent();
  }

  private void error(@Nullable String message, boolean plain) {
    boolean color = surroundings.screen().err() && !plain && !surroundings.wantsNoColor();
    PrintStream err = surroundings.streams().err();
    surroundings.streams().out().flush();
    err.println(
        (color ? "\033[1;31merror:\033[0m " : "error: ") + Plain.text(String.valueOf(message)));
  }

  private void suggest(String typed, CommandSpec spec) {
    Set<String> words =
        typed.startsWith("-") ? spec.optionsMap().keySet() : spec.subcommands().keySet();
    String word = typed.replaceFirst("=.*", "");
    Spelling.closest(word, words).ifPresent(meant -> advise("did you mean: " + meant));
  }

  private void advise(String line) {
    surroundings.streams().err().println("  " + Plain.text(line));
  }
}
