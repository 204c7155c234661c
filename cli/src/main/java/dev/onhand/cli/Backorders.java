package dev.onhand.cli;

import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who waits for what: a verb of {@code order}. */
@Command(
    name = "backorders",
    description = {
      "List who waits for stock, product by product, in the order in which they are filled:",
      "by priority, then who waited longest."
    },
    footer = {"  onhand order backorders --sku MUG-1", "  onhand order backorders --channel web"})
final class Backorders extends Action {

  private static final List<Column> ROW =
      List.of(
          text("SKU", "sku"),
          number("Position", "position"),
          text("Channel", "channel"),
          text("Order", "external_id"),
          text("Line", "line"),
          number("Missing", "missing"),
          number("Priority", "priority"),
          time("Since", "since"));

  @Option(names = "--sku", paramLabel = "SKU", description = "Only the queue for this product.")
  @Nullable String sku;

  @Option(names = "--channel", paramLabel = "CODE", description = "Only orders of this channel.")
  @Nullable String channel;

  @Mixin Paging paging = new Paging();

  @Override
  int run() {
    printList("/backorders", Query.none().with("sku", sku).with("channel", channel), paging, ROW);
    return Exit.OK;
  }
}
