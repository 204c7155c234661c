package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What the server did. */
@Command(name = "log", description = "What the server did.")
@Verbs(LogCommands.Show.class)
final class LogCommands extends Noun {

  @Command(
      name = "show",
      description = "Show lines of the log, newest first.",
      footer = {
        "  onhand log show --level info --grep \"stock synchronization\"",
        "  onhand log show --level error --since 2025-01-31"
      })
  static final class Show extends Action {
    /** The most the server gives. */
    private static final int LINES_MAX = 1_000;

    private static final Column AT = time("At", "at");
    private static final List<Column> ROW =
        List.of(AT, code("Level", "level"), text("Message", "message"), text("Context", "context"));

    @Option(
        names = "--level",
        paramLabel = "LEVEL",
        description = "info, warning, error or critical.")
    @Nullable String level;

    @Option(names = "--grep", paramLabel = "TEXT", description = "Only lines with this text.")
    @Nullable String grep;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Only lines since then; without a zone, in the seller's.")
    @Nullable String since;

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      Query query =
          Query.none()
              .with("level", level)
              .with("grep", grep)
              .with("since", Times.instant("--since", since, api()));
      // There are no cursors in the log: one answer has all.
      int limit = Math.min(LINES_MAX, paging.rowsMax(false));
      List<JsonNode> lines = new ArrayList<>();
      Pages.rows(api().get("/log", query.with("limit", limit))).forEach(lines::add);
      if (common.forPeople() && common.fields.isEmpty()) {
        lines.forEach(this::printLine);
        if (lines.isEmpty()) {
          say("(none)");
        }
      } else {
        output().list(lines.iterator(), ROW);
      }
      return Exit.OK;
    }

    /** As a log is read: one line each, however long, the context as {@code name=value}. */
    private void printLine(JsonNode line) {
      StringBuilder text = new StringBuilder(AT.shown(line, surroundings().zone()));
      text.append(' ').append(Json.text(line, "level")).append(": ");
      text.append(Json.text(line, "message"));
      line.path("context")
          .properties()
          .forEach(
              field ->
                  text.append(' ')
                      .append(field.getKey())
                      .append('=')
                      .append(value(field.getValue())));
      output().line(text.toString());
    }

    private static String value(JsonNode value) {
      return value.isString() && value.asString().matches("[^\\s\"=]+")
          ? value.asString()
          : Json.compact(value);
    }
  }
}
