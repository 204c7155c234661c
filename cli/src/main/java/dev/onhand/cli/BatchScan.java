package dev.onhand.cli;

import dev.onhand.model.CodeColumn;
import dev.onhand.model.Separator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hands in what was scanned, typed, pasted or written into a file. */
@Command(
    name = "scan",
    description = {
      "Scan goods into a batch: by SKU, GTIN or own barcode, one unit each.",
      "'-' reads one code a line, as a scanner types them. A file has a code a line, and its units",
      "if they are not 1, after a comma, semicolon or tab; a first line of names is left out.",
      "The same file again counts once, and so does the same --key."
    },
    footer = {
      "  onhand batch scan 7 4006381333931 4006381333931 MUG-1",
      "  onhand batch scan 7 --line MUG-1:24 --key pallet-3",
      "  onhand batch scan 7 --file counted.csv --recount",
      "  onhand batch scan 7 -"
    })
final class BatchScan extends Action {

  /** As many as the server takes at once. */
  private static final int AT_ONCE = 1_000;

  /** Enough of a file's hash that no two files have it. */
  private static final int HASH_CHARACTERS = 32;

  @Parameters(index = "0", paramLabel = "BATCH", description = "Its number or id.")
  String batch = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "CODE",
      description = "What was scanned, one unit each; '-': from standard input.")
  List<String> codes = List.of();

  @Option(
      names = "--line",
      paramLabel = "CODE:N",
      description =
          "So many units of it, once for each; in a count 0: none is there. Fewer than 0 take back.")
  List<String> lines = List.of();

  @Option(names = "--file", paramLabel = "FILE", description = "A file of codes.")
  @Nullable Path file;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When it was scanned or counted; without a zone, in the seller's.")
  @Nullable String at;

  @Option(names = "--recount", description = "Counting of each of these begins anew.")
  boolean recount;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Names these scans for ever: again with the same key they count once.")
  @Nullable String key;

  private final ArrayNode waiting = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode answers = JsonNodeFactory.instance.arrayNode();
  private @Nullable String scannedAt;
  private long kept;
  private long again;
  private long refused;
  private int made;

  @Override
  int run() throws InterruptedException, IOException {
    Path read = file;
    boolean fromInput = codes.contains("-");
    if (read == null && codes.isEmpty() && lines.isEmpty()) {
      throw CommandException.usage(
          "say what was scanned: CODE, --line CODE:N, --file FILE, or -", "for example: MUG-1");
    }
    scannedAt = Times.instant("--at", at, api());
    String name = key == null ? surroundings().keys().get() : key;
    for (String code : codes) {
      if (!code.equals("-")) {
        add(name, code, 1);
      }
    }
    for (String line : lines) {
      addLine(name, line, ':');
    }
    if (read != null) {
      addFile(read);
    }
    if (fromInput) {
      addInput(name);
    }
    send();
    if (!common.forPeople()) {
      output().object(new Json.Body().with("scans", answers).node(), List.of());
    }
    say(
        again == 0
            ? "Kept %d.".formatted(kept)
            : "Kept %d; %d had been kept before and count once.".formatted(kept, again));
    return refused == 0 ? Exit.OK : Exit.CONFLICT;
  }

  private void addFile(Path read) throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(surroundings().directory().resolve(read));
    String name = "file-" + hash(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\ufeff", "");
    char between = Separator.of(text);
    List<String> all = text.lines().filter(line -> !line.isBlank()).toList();
    boolean hasHeader =
        !all.isEmpty() && CodeColumn.isNamed(plain(all.getFirst().split(between + "", 2)[0]));
    for (String line : all.subList(hasHeader ? 1 : 0, all.size())) {
      addRow(name, line.strip(), between);
    }
  }

  private void addRow(String name, String row, char between) throws InterruptedException {
    int end = row.lastIndexOf(between);
    String units = end < 0 ? "" : plain(row.substring(end + 1));
    if (end < 0 || units.endsWith("\"")) { // the sign is within the quotes of a code
      add(name, plain(row), 1);
      return;
    }
    if (!units.isEmpty() && !isNumber(units)) {
      throw CommandException.usage(
          "'%s' in '%s' is no number of units".formatted(units, row),
          "a line has a code and its units, or a code alone");
    }
    String code = plain(row.substring(0, end));
    add(name, code, units.isEmpty() ? 1 : Numbers.whole("the units of " + code, units));
  }

  /** A field without its quotes. */
  private static String plain(String field) {
    String text = field.strip();
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return isQuoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"").strip() : text;
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** At a keyboard each scan is sent at once, so that a wrong one is told at once. */
  private void addInput(String name) throws IOException, InterruptedException {
    BufferedReader input =
        new BufferedReader(
            new InputStreamReader(surroundings().streams().in(), StandardCharsets.UTF_8));
    boolean isTyped = surroundings().screen().in();
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (!line.isBlank()) {
        addLine(name, line.strip(), ',');
        if (isTyped) {
          send();
        }
      }
    }
  }

  /** Reads {@code CODE} or {@code CODE:N}; a code may itself hold the sign between them. */
  private void addLine(String name, String line, char between) throws InterruptedException {
    int end = line.lastIndexOf(between);
    boolean hasUnits = end > 0 && isNumber(line.substring(end + 1).strip());
    if (between == ':' && !hasUnits) {
      throw CommandException.usage("'" + line + "' does not say how many", "for example: MUG-1:24");
    }
    if (hasUnits) {
      String code = line.substring(0, end).strip();
      add(name, code, Numbers.whole("the units of " + code, line.substring(end + 1).strip()));
    } else {
      add(name, line, 1);
    }
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]{1,18}");
  }

  private void add(String name, String code, long units) throws InterruptedException {
    made++;
    Json.Body scan =
        new Json.Body()
            .with("id", name + "-" + made)
            .with("code", code)
            .with("units", units)
            .with("scanned_at", scannedAt);
    if (recount) {
      scan.with("recount", true);
    }
    waiting.add(scan.node());
    if (waiting.size() == AT_ONCE) {
      send();
    }
  }

  private void send() throws InterruptedException {
    if (waiting.isEmpty()) {
      return;
    }
    Json.Body body =
        new Json.Body()
            .with("scans", waiting.deepCopy())
            .with("sent_at", surroundings().clock().instant().toString());
    JsonNode reply =
        api()
            .send(Request.post("/batches/" + Request.segment(batch) + "/scans", body.node()))
            .body();
    kept += Json.number(reply, "kept");
    again += Json.number(reply, "again");
    refused += Json.number(reply, "refused");
    for (int i = 0; i < reply.path("scans").size(); i++) {
      JsonNode answer = reply.path("scans").get(i);
      tell(Json.text(waiting.path(i), "code"), answer);
      answers.add(answer);
    }
    waiting.removeAll();
  }

  /** What is wrong with a scan, so that it can be put right while the goods are at hand. */
  private void tell(String code, JsonNode answer) {
    if (answer.hasNonNull("unplaced")) {
      say("'%s' is kept, and is no line: %s".formatted(code, Json.text(answer, "unplaced")));
    }
    switch (Json.text(answer, "outcome")) {
      case "in_other_batch" ->
          say("'%s' was scanned for batch %s.".formatted(code, Json.text(answer, "batch")));
      case "id_used_differently" ->
          say(
              "error: '%s' is not kept: another scan has the id %s. Use another --key."
                  .formatted(code, Json.text(answer, "id")));
      default -> {
        // it is kept
      }
    }
  }
}
