package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.signed;
import static dev.onhand.cli.Column.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Checks the levels against the movements, and mends them. Its output is what its users know. */
@Command(
    name = "sync-from-movements",
    description = "Compare the stock levels with the sum of the movements, and mend them.",
    footer = {
      "  onhand stock sync-from-movements --dry-run",
      "  onhand stock sync-from-movements --product-id=123",
      "  onhand stock sync-from-movements --from-date=\"2025-01-01 00:00:00\" --force"
    })
final class StockSync extends Action {

  /** As long as the job itself may take, and some more. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final List<Column> ROW =
      List.of(
          code("Product ID", "number"),
          // As wide as it always was, so that tables of several runs stand alike.
          text("Product Name" + " ".repeat(18), "name"),
          code("System Stock", "system"),
          code("Calculated Stock", "calculated"),
          signed("Difference", "difference"),
          code("Movements", "movements"));

  @Option(names = "--dry-run", description = "Only say what differs.")
  boolean dryRun;

  @Option(
      names = "--product-id",
      paramLabel = "PRODUCT",
      description = "Only this product: its number, id or SKU.")
  @Nullable String product;

  @Option(
      names = "--from-date",
      paramLabel = "TIME",
      description =
          "Only products with movements since then; without a zone, in the seller's. Levels are the"
              + " sum of all movements all the same.")
  @Nullable String from;

  @Option(names = "--force", description = "Update all products, not only those that differ.")
  boolean force;

  @Option(names = "--queue", description = "Leave it to the queue 'stock-sync'.")
  boolean queue;

  @Option(
      names = "--exit-code",
      description = "With --dry-run: exit with 3 if there are differences.")
  boolean exitCode;

  @Override
  int run() throws InterruptedException {
    Json.Body body = new Json.Body().with("product", product);
    body.with("from", Times.instantOrLocal("--from-date", from));
    body.with("dry_run", dryRun ? true : null).with("force", force ? true : null);
    body.with("queue", queue ? true : null);
    if (common.forPeople()) {
      configuration();
    }
    Request request = Request.post("/stock/sync-from-movements", body.node());
    Reply reply = api().send(request.patience(PATIENCE));
    JsonNode answer = reply.body();
    if (!common.forPeople()) {
      output().objectWithList(answer, List.of(), "rows", ROW);
    } else if (dryRun) {
      analysis(answer);
    } else if (queue) {
      queued(answer);
    } else {
      completion(answer);
    }
    reportFailures(answer.path("failures"));
    if (!answer.path("failures").isEmpty()) {
      return Exit.FAILED;
    }
    boolean differs = dryRun && Json.number(answer, "products_with_discrepancies") > 0;
    return exitCode && differs ? Exit.DIFFERENCES : Exit.OK;
  }

  private void configuration() {
    output().line("🔄 Starting stock synchronization from movements...");
    output().line("📋 Configuration:");
    output().line("  Product ID: " + (product == null ? "All products" : product));
    output().line("  From Date: " + (from == null ? "Beginning of time" : from));
    output().line("  Force Update: " + yesNo(force));
    output().line("  Use Queue: " + yesNo(queue));
    output().line("  Dry Run: " + yesNo(dryRun));
    output().line("");
    if (dryRun) {
      output().line("🔍 Performing dry run analysis...");
    } else if (queue) {
      output().line("📤 Dispatching stock synchronization to the queue...");
    } else {
      output().line("⚡ Executing stock synchronization synchronously...");
    }
  }

  private void analysis(JsonNode answer) {
    long products = Json.number(answer, "products");
    output().line("Found " + products + " products with stock movements");
    List<JsonNode> rows = List.copyOf(answer.path("rows").values());
    if (!rows.isEmpty()) {
      output().table(rows, ROW);
      output().line("");
    }
    long differing = Json.number(answer, "products_with_discrepancies");
    output().line("Products with discrepancies: " + differing);
    if (differing > 0) {
      output()
          .line(
              "💡 Use --force flag to update all products, or let the system update only"
                  + " discrepancies automatically.");
    }
  }

  private void completion(JsonNode answer) {
    double seconds = answer.path("seconds").asDouble(0);
    output()
        .line(
            "✅ Stock synchronization completed in %s seconds"
                .formatted(String.format(Locale.ROOT, "%.6f", seconds)));
    long differing = Json.number(answer, "products_with_discrepancies");
    if (differing > 0) {
      say(differing + " products had discrepancies and were mended: onhand alert list");
    }
  }

  private void queued(JsonNode job) {
    output().line("✅ Stock synchronization dispatched to the queue as " + Json.text(job, "id"));
    say("Watch it with: onhand queue monitor stock-sync");
  }

  private static String yesNo(boolean value) {
    return value ? "Yes" : "No";
  }
}
