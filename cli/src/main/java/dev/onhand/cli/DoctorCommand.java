package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Finds out why something does not work. */
@Command(
    name = "doctor",
    description = {
      "Check server, token, clock, disk and database, and say what to mend.",
      "Exits with 0 if nothing failed."
    },
    footer = {"  onhand doctor", "  onhand doctor --json"})
final class DoctorCommand extends Action {

  private static final List<Column> ROW =
      List.of(code("Check", "check"), code("Result", "result"), text("Detail", "detail"));

  /** A token or a time limit is judged by both clocks, so they should agree. */
  private static final Duration SKEW_MAX = Duration.ofSeconds(5);

  private static final long DISK_LOW_BYTES = 1L << 30;
  private static final long DISK_FULL_BYTES = 100L << 20;

  private final List<JsonNode> checks = new ArrayList<>();
  private int exit = Exit.OK;

  @Override
  int run() throws InterruptedException {
    Connection connection = Connection.find(surroundings(), common.data);
    if (isReachable(connection)) {
      lookAtReadiness();
      if (isTokenGood(connection)) {
        lookAtServersOwnChecks();
      }
    }
    lookAtTokenFile(connection);
    lookAtDisk(connection.data());
    output().list(checks.iterator(), ROW);
    say(exit == Exit.OK ? "Nothing is wrong." : "Mend what failed, from the top.");
    return exit;
  }

  private boolean isReachable(Connection connection) throws InterruptedException {
    try {
      Reply alive = api().probe("/livez");
      if (!alive.isSuccess()) {
        fail("server", connection.url() + " answers with status " + alive.status(), Exit.FAILED);
        return false;
      }
      passed("server", connection.url() + " answers");
      lookAtClock(alive.header("Date"));
      return true;
    } catch (CommandException unreachable) {
      String advice = unreachable.advice().replace("\n", " ");
      fail("server", unreachable.getMessage() + ": " + advice, unreachable.exit());
      return false;
    }
  }

  private void lookAtClock(String date) {
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration skew = Duration.between(there, surroundings().clock().instant()).abs();
      if (skew.compareTo(SKEW_MAX) > 0) {
        warn("clock", "differs from the server's by " + skew.toSeconds() + " s: set both by NTP");
      } else {
        passed("clock", "agrees with the server's");
      }
    } catch (DateTimeException noDate) {
      warn("clock", "the server does not tell its time");
    }
  }

  private void lookAtReadiness() throws InterruptedException {
    Reply ready = api().probe("/readyz");
    if (ready.isSuccess()) {
      passed("ready", "the server can work: its database answers");
    } else {
      fail("ready", "the server cannot reach its database: see its log", Exit.UNAVAILABLE);
    }
  }

  private boolean isTokenGood(Connection connection) throws InterruptedException {
    try {
      JsonNode seller = get("/seller");
      passed("token", connection.source() + " opens seller " + Json.text(seller, "code"));
      return true;
    } catch (CommandException missing) {
      fail("token", missing.getMessage() + ": " + missing.advice(), missing.exit());
    } catch (ProblemException refused) {
      // A token without the scope to see the seller is a good one all the same.
      if (refused.problem().code().equals("forbidden")) {
        passed("token", connection.source() + " is valid");
        return true;
      }
      String detail = connection.source() + ": " + refused.problem().detail();
      fail("token", detail, refused.problem().exit());
    }
    return false;
  }

  /** The server looks at its database itself, and names a grant that is missing. */
  private void lookAtServersOwnChecks() throws InterruptedException {
    try {
      JsonNode report = get("/doctor");
      lookAtVersion(Json.text(report, "version"));
      for (JsonNode check : report.path("checks")) {
        String name = Json.text(check, "check");
        String detail = Json.text(check, "detail");
        switch (Json.text(check, "result")) {
          case "ok" -> passed(name, detail);
          case "warning" -> warn(name, detail);
          default -> fail(name, detail, Exit.FAILED);
        }
      }
    } catch (ProblemException refused) {
      warn("database", "the server does not tell: " + refused.problem().detail());
    }
  }

  private void lookAtVersion(String there) {
    if (there.equals(Version.number())) {
      passed("version", there + " here and there");
    } else {
      warn("version", there + " is the server's, " + Version.number() + " is this program's");
    }
  }

  private void lookAtTokenFile(Connection connection) {
    Path file = connection.data().resolve("token");
    if (Files.exists(file) && Connection.isReadableByOthers(file)) {
      fail("token file", "others can read it: run chmod 600 " + file, Exit.FAILED);
    }
  }

  private void lookAtDisk(Path data) {
    if (!Files.isDirectory(data)) {
      return;
    }
    try {
      long free = Files.getFileStore(data).getUsableSpace();
      String detail = String.format(Locale.ROOT, "%.1f GB free for %s", free / 1e9, data);
      if (free < DISK_FULL_BYTES) {
        fail("disk", detail + ": the database will stop", Exit.FAILED);
      } else if (free < DISK_LOW_BYTES) {
        warn("disk", detail);
      } else {
        passed("disk", detail);
      }
    } catch (IOException unknown) {
      warn("disk", "cannot be looked at: " + unknown.getMessage());
    }
  }

  private void passed(String check, String detail) {
    add(check, "ok", detail);
  }

  private void warn(String check, String detail) {
    add(check, "warning", detail);
  }

  /** The first failure gives the exit status: those after it may follow from it. */
  private void fail(String check, String detail, int status) {
    add(check, "failed", detail);
    exit = exit == Exit.OK ? status : exit;
  }

  private void add(String check, String result, String detail) {
    checks.add(Json.object().put("check", check).put("result", result).put("detail", detail));
  }
}
