package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Help texts: in full in docs/reference/cli.md, which is made from them. */
class HelpTest {

  private static final Path REFERENCE = Path.of("../docs/reference/cli.md");

  private static final String INTRODUCTION =
      """
      # The command line

      Made from the program's own help; to write it anew run the tests of `cli` with `-Dgolden.update=true`.

      ## What holds for every command

      - **Streams**: data goes to standard output, everything else to standard error.
      - **Forms**: a table or lines for people; `--json` for the objects of the API (a list is an array with one object a line,
        an empty list is `[]`); `--csv` with the fields' names as heading. `--fields a,b` chooses fields, `a.b` one within another.
        In JSON and CSV times are in UTC; for people they are in the zone of the machine, with its offset. In CSV a text that a
        spreadsheet would take for a formula has an apostrophe before it; numbers stay numbers.
      - **Without a terminal** there is no colour, no progress bar and no question. `NO_COLOR`, `TERM=dumb` and `--no-color` turn
        colour off, `--quiet` all messages but errors, `--no-input` questions.
      - **Lists** show the first 50; `--limit N` or `--all` gives more.
      - **Times** may be typed as `2025-01-31`, `"2025-01-31 14:00"` or `2025-01-31T14:00:00Z`; without a zone they are in the
        seller's.
      - **Writes to stock** carry a key (`--key`). Repeated with the same key they count once, so a command whose answer was lost
        can be repeated. `--dry-run` says what would happen and keeps nothing.
      - **Where the server is**: `ONHAND_URL`, else `url` in `~/.config/onhand/config.toml`, else `http://127.0.0.1:8080`.
      - **The token** is never given on the command line. It is `ONHAND_TOKEN`; else, if `--data` or `ONHAND_DATA` names a data
        directory, the file `token` there; else `token` in `config.toml` (which others must not be able to read); else the file
        `data/token`.

      | Exit status | Meaning |
      |---|---|
      """;

  private final CommandLine whole = Main.whole(surroundings());

  @Test
  void referenceIsWhatTheProgramSays() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    whole
        .getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((status, meaning) -> page.append("| %s | %s |\n".formatted(status, meaning)));
    page.append("\n## Options of every command\n\n```text\n")
        .append(commonOptions())
        .append("\n```\n");
    page.append("\n## Commands\n");
    commands(whole).forEach(command -> page.append(section(command)));

    Golden.checkFile(REFERENCE, page.toString());
  }

  /** They are the same for all, so the page says them once. */
  private String commonOptions() {
    String usage = whole.getSubcommands().get("doctor").getUsageMessage();
    return usage
        .substring(usage.indexOf("      --json"), usage.indexOf("\nExamples:"))
        .stripTrailing();
  }

  private static String section(CommandLine command) {
    String usage = command.getUsageMessage();
    int common = usage.indexOf("\nOptions of every command:");
    if (common >= 0) {
      int examples = usage.indexOf("\nExamples:");
      usage = usage.substring(0, common).strip() + "\n" + usage.substring(examples);
    }
    return "\n### %s\n\n```text\n%s\n```\n"
        .formatted(command.getCommandSpec().qualifiedName(), usage.strip());
  }

  @Test
  void helpOfACommandNamesWhatItNeedsFirst() {
    Golden.check("help-movement-add.txt", new Shell().run("movement", "add", "--help").out());
    Golden.check("help.txt", new Shell().run("--help").out());
  }

  @Test
  void helpCanBeAskedForInTwoWays() {
    assertThat(new Shell().run("help", "stock", "show").out())
        .isEqualTo(new Shell().run("stock", "show", "--help").out())
        .startsWith("Usage: onhand stock show SKU [OPTION...]");
    assertThat(new Shell().run("help").out()).isEqualTo(new Shell().run("--help").out());
  }

  @Test
  void helpIsOneScreenWide() {
    assertThat(commands(whole))
        .allSatisfy(
            command ->
                assertThat(command.getUsageMessage().lines())
                    .allMatch(line -> DisplayWidth.of(line) <= 100));
  }

  @Test
  void everyCommandThatDoesSomethingHasAnExample() {
    assertThat(commands(whole).filter(HelpTest::isAction))
        .allSatisfy(c -> assertThat(c.getCommandSpec().usageMessage().footer()).isNotEmpty());
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsUnderstood() {
    return commands(whole)
        .flatMap(command -> examples(command.getCommandSpec()).stream())
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example, () -> assertThat(parsed(example)).as(example).isNotNull()));
  }

  private CommandLine.ParseResult parsed(String example) {
    List<String> words = words(example);
    return whole.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
  }

  /** The examples of a command, with lines that a backslash continues put together. */
  private static List<String> examples(CommandSpec spec) {
    String all = String.join("\n", spec.usageMessage().footer()).replace("\\\n", " ");
    return all.lines()
        .map(line -> line.strip().replaceFirst("^source <\\((.*)\\)$", "$1"))
        .filter(line -> !line.startsWith("onhand help"))
        .toList();
  }

  /** As the shell splits them, up to a pipe or a redirection. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("((?:[^\\s\"]|\"[^\"]*\")+)").matcher(line);
    while (word.find() && !word.group().matches("[|>].*")) {
      words.add(word.group().replace("\"", ""));
    }
    return words;
  }

  private static Stream<CommandLine> commands(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTest::commands));
  }

  private static boolean isAction(CommandLine line) {
    return line.getCommand() instanceof Action;
  }

  @Test
  void versionIsPrinted() {
    assertThat(new Shell().run("--version").out()).isEqualTo("onhand development\n");
  }

  @Test
  void completionKnowsEveryCommand() {
    String script = new Shell().run("completion").out();

    assertThat(script).contains("sync-from-movements", "online-retail", "--on-error");
    assertThat(Arrays.asList(script.split("\n", -1)).getFirst()).startsWith("#!");
  }

  private static Surroundings surroundings() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Shell().surroundings(nowhere, nowhere);
  }
}
