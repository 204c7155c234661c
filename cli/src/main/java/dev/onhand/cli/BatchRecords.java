package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.signed;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every change that was verified. */
@Command(
    name = "records",
    description = {
      "List every change by a batch, and every change of what a listing shows, newest first.",
      "With --csv it is the file that auditors want."
    },
    footer = {
      "  onhand batch records --batch 7",
      "  onhand batch records --type topup --channel ebay --csv --all",
      "  onhand batch records --admin user:ann --from 2026-11-01 --to 2026-12-01"
    })
final class BatchRecords extends Action {

  private static final List<Column> RECORD =
      List.of(
          time("Time", "at"),
          code("Type", "change_type"),
          text("Channel", "channel"),
          text("Listing", "external_id"),
          text("SKU", "sku"),
          text("Location", "location"),
          number("Pending orders", "pending_orders"),
          number("From", "quantity_from"),
          signed("Change", "quantity_change"),
          number("To", "quantity_to"),
          text("Admin", "admin"),
          text("Order", "order_id"),
          number("Batch", "batch_number"),
          code("Movement", "movement"),
          text("Notes", "notes"));

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "Only of this type: topup, count, order_created, order_cancelled, manual,"
              + " reconciliation or api_sync.")
  @Nullable String type;

  @Option(names = "--channel", paramLabel = "CODE", description = "Only of its listings.")
  @Nullable String channel;

  @Option(names = "--batch", paramLabel = "BATCH", description = "Only of this batch.")
  @Nullable String batch;

  @Option(names = "--sku", paramLabel = "SKU", description = "Only of this product.")
  @Nullable String sku;

  @Option(names = "--admin", paramLabel = "WHO", description = "Only what this one changed.")
  @Nullable String admin;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only what was written then or later; without a zone, in the seller's.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "And before then.")
  @Nullable String to;

  @Mixin Paging paging = new Paging();

  @Override
  int run() throws InterruptedException {
    Query query =
        Query.none()
            .with("type", type)
            .with("channel", channel)
            .with("batch", batch)
            .with("sku", sku)
            .with("admin", admin)
            .with("from", Times.instant("--from", from, api()))
            .with("to", Times.instant("--to", to, api()));
    printList("/verification-records", query, paging, RECORD);
    return Exit.OK;
  }
}
