package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Proof that the numbers are true. */
@Command(
    name = "ledger",
    description = "Proof that the levels follow from the journal, and that it was never edited.")
@Verbs({LedgerCommands.Verify.class, LedgerCommands.Duplicates.class, LedgerCommands.Head.class})
final class LedgerCommands extends Noun {

  @Command(
      name = "verify",
      description = {
        "Recompute levels, reservations and seals, and name what is wrong.",
        "Exits with 3 if anything was wrong, also when it was repaired."
      },
      footer = {
        "  onhand ledger verify",
        "  onhand ledger verify --full --repair",
        "  onhand ledger verify --product MUG-1"
      })
  static final class Verify extends Action {
    /** A year of a large seller takes seconds; this is for the largest. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final List<Column> SUMMARY =
        List.of(
            code("Clean", "clean"),
            number("Movements", "movements"),
            number("Positions", "positions"),
            number("Levels", "levels"),
            code("Head hash", "head_hash"),
            number("Seconds", "seconds"));

    /**
     * Where sums kept at checkpoints were used, what was read beside them tells a person nothing.
     */
    private static final List<Column> QUICK_SUMMARY =
        List.of(
            code("Clean", "clean"),
            number("Levels", "levels"),
            number("Sealed", "head_position"),
            code("Head hash", "head_hash"),
            number("Seconds", "seconds"));

    private static final List<Column> DISCREPANCY =
        List.of(
            text("Kind", "kind"),
            text("SKU", "sku"),
            text("Location", "location"),
            code("State", "state"),
            number("Position", "position"),
            code("Movement", "movement_id"),
            number("Stored", "stored"),
            number("Calculated", "calculated"),
            code("Repaired", "repaired"));

    @Option(names = "--full", description = "From the first movement, not the last checkpoint.")
    boolean full;

    @Option(
        names = "--repair",
        description = "Mend levels and reservations that are wrong. Movements are never touched.")
    boolean repair;

    @Option(names = "--product", paramLabel = "SKU", description = "Only this product.")
    @Nullable String product;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("product", product);
      body.with("full", full ? true : null).with("repair", repair ? true : null);
      Request request = Request.post("/ledger/verify", body.node()).patience(PATIENCE);
      JsonNode verification = api().send(request).body();
      boolean quick = common.forPeople() && !verification.path("full").asBoolean(true);
      output()
          .objectWithList(
              verification, quick ? QUICK_SUMMARY : SUMMARY, "discrepancies", DISCREPANCY);
      reportFailures(verification.path("failures"));
      boolean clean = verification.path("clean").asBoolean(false);
      say(
          clean
              ? "The ledger is clean" + (quick ? meaningOf(verification) : ".")
              : "The ledger is not clean. Discrepancies: " + discrepancies(verification) + ".");
      return clean ? Exit.OK : Exit.DIFFERENCES;
    }

    private static String meaningOf(JsonNode verification) {
      return ": each level is the sum of its movements, %d of which are sealed. Sums kept so far were used; --full reads every movement and seal again."
          .formatted(Json.number(verification, "head_position"));
    }

    /** The answer lists the first of them only. */
    private static long discrepancies(JsonNode verification) {
      long listed = verification.path("discrepancies").size();
      return verification.path("discrepancies_total").asLong(listed);
    }
  }

  @Command(
      name = "duplicates",
      description =
          "List effects that exceed what their cause allows, also under different keys. It should"
              + " be empty.",
      footer = "  onhand ledger duplicates --exit-code")
  static final class Duplicates extends Action {
    private static final List<Column> ROW =
        List.of(
            code("Cause", "cause_kind"),
            text("Reference", "cause_reference"),
            text("Line", "cause_line"),
            text("SKU", "sku"),
            text("Reason", "reason"),
            number("Quantity", "quantity"),
            number("Expected", "expected"),
            text("Movements", "movements"));

    @Option(names = "--exit-code", description = "Exit with 3 if there are any.")
    boolean exitCode;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Pages duplicates =
          new Pages(api(), "/ledger/duplicates", Query.none(), paging.rowsMax(common.forPeople()));
      boolean any = duplicates.hasNext();
      output().list(duplicates, ROW);
      return exitCode && any ? Exit.DIFFERENCES : Exit.OK;
    }
  }

  @Command(
      name = "head",
      description = "Show how far the journal is sealed, and the hash that proves it.",
      footer = "  onhand ledger head --json >> heads.jsonl")
  static final class Head extends Action {
    @Override
    int run() throws InterruptedException {
      output()
          .object(
              get("/ledger/head"),
              List.of(
                  number("Position", "position"),
                  code("Hash", "hash"),
                  time("Sealed", "sealed_at"),
                  number("Not sealed yet", "unsealed")));
      return Exit.OK;
    }
  }
}
