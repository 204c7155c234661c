package dev.onhand.connectors.files;

import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.Folders;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The folder's files. */
final class FilesApi {

  static final String LISTINGS = "/listings.csv";

  static final String IN = "in/";
  private static final String DONE = "done/";
  private static final String FAILED = "failed/";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

  private static final int STAMP_LENGTH = 19;
  private static final int DIGEST_LENGTH = 33;

  /** A file that was read, and not the text beside one that tells what is wrong with it. */
  private static final Pattern TAKEN =
      Pattern.compile(
          "(?!.*\\.(?:csv|txt|tsv)\\.txt$)[0-9]{8}T[0-9]{6}\\.[0-9]{3}-[0-9a-f]{32}-.*");

  private static final int NAME_KEPT = 100;

  private final ConnectorHttp http;

  FilesApi(Settings settings, ConnectorHttp http) {
    this.http =
        http.at(URI.create(Folders.SCHEME + ":///" + HttpCall.encoded(settings.text("folder"))));
  }

  /**
   * A file that waits.
   *
   * @param modifiedAt when it was written last, by the clock of the disk
   */
  record Waiting(String name, long bytes, Instant modifiedAt) {}

  Instant now() {
    return http.now();
  }

  static String waitingPath(String name) {
    return "/" + IN + HttpCall.encoded(name);
  }

  /** What lies in a part of the folder, the oldest first. */
  List<Waiting> rows(String part) throws InterruptedException {
    return http.send(HttpCall.get("/" + part, Purpose.ORDERS_POLL), 200)
        .text()
        .lines()
        .map(row -> List.of(row.split(" ", 3)))
        .map(row -> new Waiting(row.get(2), Long.parseLong(row.get(0)), Instant.parse(row.get(1))))
        .toList();
  }

  /**
   * A file that was read.
   *
   * @param at when
   * @param modifiedAt as {@link Waiting}
   */
  record Taken(String path, Instant at, Instant modifiedAt) {}

  /**
   * Files that were read at that time or later, in the order in which they were. What came twice
   * was read when it came first.
   */
  List<Taken> takenSince(Instant since) throws InterruptedException {
    Map<String, Taken> first = new LinkedHashMap<>();
    for (String part : List.of(DONE, FAILED)) {
      for (Waiting row : rows(part)) {
        if (TAKEN.matcher(row.name()).matches()) {
          first.merge(
              part + row.name().substring(STAMP_LENGTH, STAMP_LENGTH + DIGEST_LENGTH),
              new Taken(
                  "/" + part + HttpCall.encoded(row.name()),
                  STAMP.parse(row.name().substring(0, STAMP_LENGTH), Instant::from),
                  row.modifiedAt()),
              (one, other) -> other.at().isBefore(one.at()) ? other : one);
        }
      }
    }
    return first.values().stream()
        .filter(file -> !file.at().isBefore(since))
        .sorted(Comparator.comparing(Taken::at))
        .toList();
  }

  /** Whether a file with that in it was done before. */
  boolean isDone(String digest) throws InterruptedException {
    return rows(DONE).stream().anyMatch(row -> row.name().contains("-" + digest + "-"));
  }

  /** A file; empty: there is none, or somebody took it. */
  Optional<HttpReply> file(String path, Purpose purpose) throws InterruptedException {
    HttpReply reply = http.send(HttpCall.get(path, purpose), 200, 404);
    return reply.isSuccess() ? Optional.of(reply) : Optional.empty();
  }

  /**
   * Moves a file of orders to where those are that were done.
   *
   * @param digest of what is in it
   * @return whether it was still there, and the same
   */
  boolean done(String name, String digest) throws InterruptedException {
    return move(name, DONE, taken(name, digest), digest);
  }

  /**
   * Moves a file of orders to where those are in which something cannot be read, and puts beside it
   * what.
   *
   * @param digest of what is in it; empty: it was not read
   * @return as {@link #done}
   */
  boolean failed(String name, String digest, String why) throws InterruptedException {
    String to = taken(name, digest);
    report(to, why);
    return move(name, FAILED, to, digest);
  }

  /** Two files of one name are told apart, and when one was read stands first. */
  private String taken(String name, String digest) {
    String end = name.substring(Math.max(0, name.length() - NAME_KEPT));
    return STAMP.format(http.now()) + "-" + (digest.isEmpty() ? "unread" : digest) + "-" + end;
  }

  /** Puts beside what failed why it did. */
  void report(String name, String why) throws InterruptedException {
    http.send(
        put(
                "/" + FAILED + HttpCall.encoded(name + ".txt"),
                (why + "\n").getBytes(StandardCharsets.UTF_8),
                Purpose.ORDERS_POLL)
            .asking());
  }

  private boolean move(String name, String part, String to, String digest)
      throws InterruptedException {
    HttpCall call =
        HttpCall.send(Method.POST, waitingPath(name), "", Purpose.ORDERS_POLL)
            .asking()
            .with("Destination", part + HttpCall.encoded(to));
    return http.send(
            digest.isEmpty() ? call : call.with("If-Match", '"' + digest + '"'), 201, 404, 412)
        .isSuccess();
  }

  /** Writes a feed, whole or not at all. */
  void write(String path, byte[] body) throws InterruptedException {
    http.send(put(path, body, Purpose.PUSH));
  }

  private static HttpCall put(String path, byte[] body, Purpose purpose) {
    return HttpCall.send(Method.PUT, path, "text/csv", body, purpose);
  }
}
