package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sends files to the server as they are, one after the other. */
abstract class ImportAction extends Action {

  /** The server answers when the last line is dealt with, and a year may be millions of lines. */
  static final Duration PATIENCE = Duration.ofHours(6);

  static final List<Column> SUMMARY =
      List.of(
          code("Import", "id"),
          code("Status", "status"),
          code("Charset", "charset"),
          number("Lines", "rows"),
          number("Opening stock", "openings"),
          number("Recorded", "recorded"),
          number("Recorded before", "already_recorded"),
          number("Refused", "refused"),
          number("Skipped", "skipped"),
          number("Orders", "orders.orders"),
          number("Units reserved", "orders.reserved"),
          number("Units shipped", "orders.shipped"),
          number("Units returned", "orders.returned"),
          number("Returns of orders", "orders.returns_linked"),
          number("Other returns", "orders.returns_unlinked"),
          text("Left out", "left_out"),
          text("Reasons", "reasons"),
          text("Rules", "rules"),
          number("Products created", "created.products"),
          number("Locations created", "created.locations"),
          number("Errors", "errors_total"),
          number("Seconds", "seconds"));

  private static final List<Column> ERROR =
      List.of(
          number("Line", "line"),
          text("Column", "column"),
          code("Code", "code"),
          text("What", "detail"));

  /** Where lines are of orders. */
  private static final List<Column> ORDER_ERROR =
      List.of(
          number("Line", "line"),
          text("Order", "order"),
          text("Column", "column"),
          code("Code", "code"),
          text("What", "detail"));

  private static final List<Column> PREVIEW =
      List.of(
          number("Line", "line"),
          time("Occurred", "occurred_at"),
          text("SKU", "sku"),
          text("Location", "location"),
          text("Reason", "reason"),
          number("Quantity", "quantity"),
          text("Cause", "reference"),
          text("Key", "key"));

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files; - for standard input.")
  List<String> files = List.of();

  @Option(names = "--dry-run", description = "Say what would be wrong or refused; nothing is kept.")
  boolean dryRun;

  @Option(names = "--create", description = "Create products and locations that are not known.")
  boolean create;

  @Option(
      names = "--on-error",
      paramLabel = "stop|skip",
      defaultValue = "stop",
      description = "What to do with a line that is wrong. Default: ${DEFAULT-VALUE}.")
  String onError = "";

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "What the file is written in. Default: found out, if there is no doubt.")
  @Nullable String charset;

  @Option(
      names = "--location",
      paramLabel = "CODE",
      description = "Where the units are, if the file does not say.")
  @Nullable String location;

  /** The kind of import, as the API names it. */
  abstract String kind();

  /** With parameters that only this kind has. */
  Query more(Query query) {
    return query;
  }

  @Override
  final int run() throws InterruptedException, IOException {
    if (!onError.equals("stop") && !onError.equals("skip")) {
      throw CommandException.usage("--on-error takes stop or skip, not '" + onError + "'", "");
    }
    for (String file : files) {
      requireFile(file);
    }
    List<JsonNode> imports = new ArrayList<>();
    boolean clean = true;
    for (String file : files) {
      JsonNode done = send(file);
      imports.add(done);
      clean &= isClean(done);
      if (common.forPeople()) {
        print(file, done);
      }
      if (!clean && onError.equals("stop")) {
        break;
      }
    }
    if (!common.forPeople()) {
      output().list(imports.iterator(), SUMMARY);
    }
    return clean ? Exit.OK : Exit.FAILED;
  }

  private static boolean isClean(JsonNode done) {
    return Json.number(done, "errors_total") == 0 && Json.number(done, "refused") == 0;
  }

  /** All are looked at before the first is sent: a typing error must not cost an hour. */
  private void requireFile(String file) {
    if (!file.equals("-") && !Files.isReadable(path(file))) {
      throw CommandException.usage("there is no file '" + file + "' that can be read", "");
    }
  }

  private Path path(String file) {
    return surroundings().directory().resolve(file);
  }

  private JsonNode send(String file) throws InterruptedException, IOException {
    boolean standardInput = file.equals("-");
    String name = standardInput ? "standard-input" : String.valueOf(path(file).getFileName());
    long length = standardInput ? -1 : Files.size(path(file));
    Query query =
        Query.none()
            .with("kind", kind())
            .when("dry_run", dryRun)
            .when("create", create)
            .with("on_error", onError)
            .with("file_name", name)
            .with("charset", charset)
            .with("location", location);
    Request request = Request.post("/imports", Json.object()).query(more(query)).patience(PATIENCE);
    try (InputStream raw =
            standardInput ? surroundings().streams().in() : Files.newInputStream(path(file));
        BufferedInputStream content = new BufferedInputStream(raw)) {
      String type = type(content);
      Progress progress = new Progress(content, name, length, painter());
      try {
        return api().upload(request, progress, length, type).body();
      } finally {
        progress.clear();
      }
    }
  }

  private Progress.Painter painter() {
    boolean visible =
        surroundings().screen().err()
            && !common.quiet
            && !surroundings().setting("TERM").equals("dumb");
    return new Progress.Painter(surroundings().streams().err(), surroundings().clock(), visible);
  }

  /** Known by the first two bytes; the name may say anything. */
  private static String type(BufferedInputStream content) throws IOException {
    content.mark(2);
    boolean gzip = content.read() == 0x1f && content.read() == 0x8b;
    content.reset();
    return gzip ? "application/gzip" : "text/csv";
  }

  private static List<Column> columns(JsonNode done) {
    boolean ofOrders = !Json.text(done.path("errors").path(0), "order").isEmpty();
    return ofOrders ? ORDER_ERROR : ERROR;
  }

  private void print(String file, JsonNode done) {
    if (files.size() > 1) {
      output().line(file + ":");
    }
    output().objectWithList(done, SUMMARY, "errors", columns(done));
    if (dryRun && common.fields.isEmpty()) {
      printPreview(done);
    }
    done.path("warnings").forEach(warning -> say("warning: " + warning.asString("")));
    long shown = done.path("errors").size();
    long total = Json.number(done, "errors_total");
    if (total > shown) {
      say("These are the first " + shown + " of " + total + " errors.");
    }
    if (dryRun) {
      say("Dry run: nothing was recorded.");
    }
    advise(Json.text(done, "status"));
  }

  private void advise(String status) {
    if (status.equals("nothing_applied")) {
      say("Nothing was recorded. Correct the lines, or leave them out with --on-error skip.");
    } else if (status.equals("stopped")) {
      say(
          "Not all was recorded. Import the file again when the cause is gone: what is recorded"
              + " stays and does not count twice.");
    }
  }

  private void printPreview(JsonNode done) {
    List<JsonNode> lines = List.copyOf(done.path("preview").values());
    if (!lines.isEmpty()) {
      output().line("The first lines, as understood:");
      output().table(lines, PREVIEW);
    }
    for (String names : new String[] {"products", "locations"}) {
      long total = Json.number(done.path("unknown"), names + "_total");
      if (total > 0) {
        String known =
            done.path("unknown")
                .path(names)
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        String some = total == 1 ? names.substring(0, names.length() - 1) + " is" : names + " are";
        say(
            total
                + " "
                + some
                + " not known"
                + (create ? " and would be created: " : " (--create makes what is missing): ")
                + known);
      }
    }
  }
}
