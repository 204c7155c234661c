package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Who is told of alerts. */
@Command(
    name = "target",
    description = {
      "Say who is told of alerts, by e-mail or in a chat.",
      "With nothing given: list them. With a name alone: show it. What is not given stays.",
      "The address of a chat's incoming webhook is a secret, and so in a file."
    },
    footer = {
      "  onhand alert target",
      "  onhand alert target ops --new email --address ops@shop.example,jo@shop.example",
      "  onhand alert target chat --new slack --address-file hook.txt --severity error",
      "  onhand alert target ops --quiet-hours 22:00-07:00 --gather 15",
      "  onhand alert target ops --test",
      "  onhand alert target ops --remove"
    })
final class AlertTargetCommand extends Action {

  private static final String PATH = "/alert-targets";

  private static final List<Column> ROW =
      List.of(
          text("Name", "name"),
          code("Kind", "kind"),
          text("Address", "address"),
          code("Severity", "severity"),
          code("Quiet from", "quiet_from"),
          code("Until", "quiet_until"),
          number("Gather", "gather_minutes"),
          code("Off", "off"),
          time("Told", "told_at"),
          number("Failures", "failures"),
          text("Failure", "failure"));

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "By which it is known.")
  @Nullable String name;

  @Option(names = "--new", paramLabel = "KIND", description = "Make it: email or slack.")
  @Nullable String kind;

  @Option(
      names = "--address",
      paramLabel = "ADDRESSES",
      description = "E-mail addresses, with commas between.")
  @Nullable String address;

  @Option(
      names = "--address-file",
      paramLabel = "FILE",
      description = "A file with the address of the chat's incoming webhook.")
  @Nullable String addressFile;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "What is less bad is not told: info, warning, error or critical.")
  @Nullable String severity;

  @Option(
      names = "--quiet-hours",
      paramLabel = "FROM-UNTIL",
      description =
          "Between these times of the seller's day only what is critical is told, such as"
              + " 22:00-07:00; none: at all times.")
  @Nullable String quiet;

  @Option(
      names = "--gather",
      paramLabel = "MINUTES",
      description = "For how long after a message what opens is gathered for the next.")
  @Nullable Long gather;

  @Option(names = "--off", description = "Tell nothing.")
  boolean off;

  @Option(names = "--on", description = "Tell again.")
  boolean on;

  @Option(names = "--test", description = "Send a test message.")
  boolean test;

  @Option(names = "--remove", description = "Take it away, with what waits for it.")
  boolean remove;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Mixin Paging paging = new Paging();

  @Override
  int run() throws InterruptedException, IOException {
    if (name == null) {
      if (test || remove || isChanged()) {
        throw CommandException.usage("say which", "those there are: onhand alert target");
      }
      printList(PATH, Query.none(), paging, ROW);
      return Exit.OK;
    }
    String path = PATH + "/" + Request.segment(name);
    if (test) {
      return test(path);
    }
    if (remove) {
      confirm("Remove " + name + ", and tell it nothing more?", yes);
      output().object(api().send(Request.delete(path)).body(), ROW);
      return Exit.OK;
    }
    if (!isChanged()) {
      output().object(get(path), ROW);
      return Exit.OK;
    }
    JsonNode body = body(name);
    Request request = kind == null ? Request.patch(path, body) : Request.post(PATH, body);
    output().object(api().send(request).body(), ROW);
    return Exit.OK;
  }

  private boolean isChanged() {
    return off
        || on
        || Stream.of(kind, address, addressFile, severity, quiet, gather)
            .anyMatch(Objects::nonNull);
  }

  private int test(String path) throws InterruptedException {
    JsonNode tested = api().send(Request.post(path + "/test", Json.object())).body();
    output().object(tested, List.of(code("Told", "told"), text("Said", "said")));
    return tested.path("told").asBoolean(false) ? Exit.OK : Exit.FAILED;
  }

  private JsonNode body(String named) throws IOException {
    if (off && on || kind != null && (off || on)) {
      throw CommandException.usage("--off, --on and --new exclude each other", "take one");
    }
    if (address != null && addressFile != null) {
      throw CommandException.usage("--address and --address-file exclude each other", "take one");
    }
    Json.Body body =
        new Json.Body()
            .with("address", addressFile == null ? address : file(addressFile))
            .with("severity", severity)
            .with("gather_minutes", gather);
    if (kind != null) {
      body.with("name", named).with("kind", kind);
    }
    if (off || on) {
      body.with("off", off);
    }
    if (quiet != null) {
      String[] ends = quiet.equals("none") ? new String[] {"", ""} : quiet.split("-", -1);
      if (ends.length != 2) {
        throw CommandException.usage(
            "'" + quiet + "' is no stretch of a day",
            "write it like --quiet-hours 22:00-07:00, or none");
      }
      body.with("quiet_from", ends[0]).with("quiet_until", ends[1]);
    }
    return body.node();
  }

  private String file(String given) throws IOException {
    Path file = surroundings().directory().resolve(given);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw CommandException.usage("there is no file '" + given + "' that can be read", "");
    }
    return Files.readString(file).strip();
  }
}
