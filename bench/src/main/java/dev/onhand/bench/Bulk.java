package dev.onhand.bench;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Lists of movements through the ledger, against PostgreSQL's COPY of the same rows into a table
 * with the same indexes.
 */
final class Bulk {

  private static final int LIST = 5_000;
  private static final int LISTS_AT_ONCE = 2;

  private final Sandbox sandbox;
  private final Report report;

  Bulk(Sandbox sandbox, Report report) {
    this.sandbox = sandbox;
    this.report = report;
  }

  void run(int movements) throws Exception {
    double ours;
    try (Committer committer =
        Committer.start(
            sandbox.database().app(),
            CommitterSettings.DEFAULT,
            List.of(),
            CommitObserver.NONE,
            InstantSource.system())) {
      Measure measure =
          Measure.of(
              LISTS_AT_ONCE,
              movements / LIST,
              list -> {
                for (Outcome outcome :
                    committer.submit(CommandList.each(sandbox.seller(1), commands(list))).get()) {
                  if (!(outcome instanceof Outcome.Recorded)) {
                    throw new IllegalStateException("not recorded: " + outcome);
                  }
                }
              });
      ours = measure.perSecond() * LIST;
    }
    double copy = movements / copy();
    report.add(
        "bulk, lists of 5,000 through the ledger, 1,000,000 movements",
        "%,.0f/s".formatted(ours),
        "≥ 25,000/s",
        ours >= 25_000);
    report.ratio(
        "the same, against COPY into a table with the same indexes (%,.0f/s)".formatted(copy),
        ours / copy,
        0.45);
  }

  private static List<Command> commands(int list) {
    List<Command> commands = new ArrayList<>(LIST);
    for (int i = 0; i < LIST; i++) {
      int number = list * LIST + i;
      String sku =
          number % 3 == 0 ? "P1" : "P" + (1 + (int) ((long) number * 7_919 % Sandbox.PRODUCTS));
      commands.add(
          Command.Move.of(
              "bulk-" + number,
              sku,
              Reason.PURCHASE,
              5,
              Sandbox.LOCATION,
              Details.of(Cause.of(Cause.Kind.IMPORT, "f-" + number / 20), "token:bench")));
    }
    return commands;
  }

  private double copy() throws Exception {
    Path rows = Files.createTempFile("onhand-bench", ".copy");
    try (Connection connection = sandbox.superuser();
        PreparedStatement table =
            connection.prepareStatement(
                "create table movement_copy (like movement including all)");
        var out = Files.newOutputStream(rows)) {
      var copying = connection.unwrap(PGConnection.class).getCopyAPI();
      long read =
          copying.copyOut("copy (select * from movement order by movement_id) to stdout", out);
      table.execute();
      long start = System.nanoTime();
      try (var in = Files.newInputStream(rows)) {
        long written = copying.copyIn("copy movement_copy from stdin", in, 1 << 16);
        if (written != read) {
          throw new IllegalStateException("copied " + written + " of " + read);
        }
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      Files.deleteIfExists(rows);
    }
  }
}
