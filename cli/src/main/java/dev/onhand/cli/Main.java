package dev.onhand.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program's entry point. */
@Command(
    name = "onhand",
    description = "Keeps one true stock count, and every sales channel in agreement with it.",
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:the command was not understood",
      "3:differences were found",
      "4:no valid token, or not for this",
      "5:not found",
      "6:conflict with what is there",
      "7:the server cannot be reached or is busy",
      "130:interrupted"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  onhand demo",
      "  onhand serve --data ./data",
      "  onhand stock list",
      "  onhand help stock show"
    })
public final class Main implements Runnable {

  /** What Java puts where it could not read a byte of the command line. */
  private static final char UNREADABLE = '\ufffd';

  /** In the order in which the help lists them. */
  private static final List<String> NOUNS =
      List.of(
          "product",
          "bundle",
          "location",
          "movement",
          "stock",
          "transfer",
          "purchase",
          "batch",
          "order",
          "return",
          "reservation",
          "channel",
          "listing",
          "reconcile",
          "drift",
          "brake",
          "postcode",
          "report",
          "what-if",
          "ledger",
          "import",
          "queue",
          "alert",
          "event",
          "webhook",
          "log",
          "user",
          "audit",
          "token",
          "seller",
          "serve",
          "demo",
          "doctor",
          "completion");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  private final Surroundings surroundings;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments, Surroundings.ofThisMachine()));
  }

  /**
   * Runs one command.
   *
   * @return the exit status, one of {@link Exit}
   */
  static int run(String[] arguments, Surroundings surroundings) {
    String[] words = helpLast(arguments);
    CommandLine line = commandLine(words, surroundings);
    try {
      if (Arrays.stream(words).anyMatch(word -> word.indexOf(UNREADABLE) >= 0)) {
        throw new ParameterException(
            line, "a word has characters that this locale cannot express: set LC_ALL=C.UTF-8");
      }
      requireCommands(line, words);
      return line.execute(words);
    } catch (ParameterException wrong) {
      return new Errors(surroundings).handleParseException(wrong, words);
    } finally {
      surroundings.streams().out().flush();
      surroundings.streams().err().flush();
    }
  }

  /** The parser would take {@code location create --help} for {@code location --help}. */
  private static void requireCommands(CommandLine line, String[] words) {
    CommandLine at = line;
    for (String word : words) {
      if (word.startsWith("-") || at.getSubcommands().isEmpty()) {
        return;
      }
      CommandLine next = at.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(at, List.of(word));
      }
      at = next;
    }
  }

  /** {@code onhand help stock show} is another way to say {@code onhand stock show --help}. */
  private static String[] helpLast(String[] arguments) {
    if (arguments.length == 0 || !arguments[0].equals("help")) {
      return arguments;
    }
    String[] words = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
    words[words.length - 1] = "--help";
    return words;
  }

  /** The program with all its commands. */
  static CommandLine whole(Surroundings surroundings) {
    return commandLine(new String[0], surroundings);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void run() {
    throw new ParameterException(whole(surroundings), "say what to do, such as: onhand stock list");
  }

  /** Only what is asked for is made ready: to make all ready takes longer than to run one. */
  private static CommandLine commandLine(String[] arguments, Surroundings surroundings) {
    CommandLine line = new CommandLine(new Main(surroundings));
    if (arguments.length > 0 && NOUNS.contains(arguments[0])) {
      line.addSubcommand(withVerbs(noun(arguments[0]), arguments.length > 1 ? arguments[1] : ""));
    } else {
      NOUNS.forEach(name -> line.addSubcommand(withVerbs(noun(name), "")));
    }
    Errors errors = new Errors(surroundings);
    Usage.layOut(line);
    return line.setOut(writer(surroundings.streams().out()))
        .setErr(writer(surroundings.streams().err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(surroundings)))
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** A noun with the verb that is asked for; with all, if none of them is. */
  private static CommandLine withVerbs(Object noun, String verb) {
    CommandLine line = new CommandLine(noun);
    Verbs.Of.named(noun, verb)
        .ifPresentOrElse(
            line::addSubcommand, () -> Verbs.Of.all(noun).forEach(line::addSubcommand));
    return line;
  }

  /** A switch, so that no class is loaded but the one that is meant. */
  private static Object noun(String name) {
    return switch (name) {
      case "product" -> new ProductCommands();
      case "bundle" -> new BundleCommands();
      case "location" -> new LocationCommands();
      case "movement" -> new MovementCommands();
      case "stock" -> new StockCommands();
      case "transfer" -> new TransferCommands();
      case "purchase" -> new PurchaseCommands();
      case "batch" -> new BatchCommands();
      case "order" -> new OrderCommands();
      case "return" -> new ReturnCommands();
      case "reservation" -> new ReservationCommands();
      case "channel" -> new ChannelCommands();
      case "listing" -> new ListingCommands();
      case "reconcile" -> new ReconcileCommands();
      case "drift" -> new DriftCommands();
      case "brake" -> new BrakeCommands();
      case "postcode" -> new PostcodeCommands();
      case "report" -> new ReportCommands();
      case "what-if" -> new WhatIfCommand();
      case "ledger" -> new LedgerCommands();
      case "import" -> new ImportCommands();
      case "queue" -> new QueueCommands();
      case "alert" -> new AlertCommands();
      case "event" -> new EventCommands();
      case "webhook" -> new WebhookCommands();
      case "log" -> new LogCommands();
      case "user" -> new UserCommands();
      case "audit" -> new AuditCommands();
      case "token" -> new TokenCommands();
      case "seller" -> new SellerCommands();
      case "serve" -> new ServeCommand();
      case "demo" -> new DemoCommand();
      case "doctor" -> new DoctorCommand();
      case "completion" -> new CompletionCommand();
      default -> throw new IllegalArgumentException("no noun: " + name);
    };
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static Ansi ansi(Surroundings surroundings) {
    return surroundings.screen().out() && !surroundings.wantsNoColor() ? Ansi.ON : Ansi.OFF;
  }
}
