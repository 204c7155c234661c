package dev.onhand.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Files of movements and orders. */
@Command(
    name = "import",
    description = "Bring in files of movements or orders. The same file twice counts once.")
@Verbs({
  ImportCommands.Movements.class,
  ImportCommands.Orders.class,
  ImportCommands.OnlineRetail.class
})
final class ImportCommands extends Noun {

  @Command(
      name = "movements",
      description = {
        "Import CSV files with the header key,occurred_at,sku,location,reason,quantity,reference,"
            + "note (optional: to_location,state,gtin,name,line,cause_kind), plain or compressed with"
            + " gzip.",
        "Exits with 1 if a line was wrong or refused."
      },
      footer = {
        "  onhand import movements counts.csv --dry-run",
        "  onhand import movements 2025-*.csv.gz --create --on-error skip"
      })
  static final class Movements extends ImportAction {
    @Override
    String kind() {
      return "movements";
    }
  }

  @Command(
      name = "orders",
      description = {
        "Import orders from CSV files with the header channel,external_id,status,updated_at,line,sku,"
            + "quantity (optional: cancelled,shipped,returned,location,returned_to,returned_state,gtin,"
            + "version,hold_until,priority,hold,name), a row a line; or from lines of JSON as POST /orders:batch takes"
            + " them. Plain or compressed with gzip.",
        "What is missing in stock waits; channels make themselves. --create makes products.",
        "Exits with 1 if an order was wrong or refused."
      },
      footer = {
        "  onhand import orders web.csv --dry-run",
        "  onhand import orders web-2025-*.jsonl.gz --on-error skip"
      })
  static final class Orders extends ImportAction {
    @Override
    String kind() {
      return "orders";
    }
  }

  @Command(
      name = "online-retail",
      description = {
        "Import files in the format of the Online Retail data set (UCI, CC BY 4.0): invoices become"
            + " orders that are reserved and shipped, their returns, and adjustments.",
        "Exits with 1 if a line was wrong or refused."
      },
      footer = {
        "  onhand import online-retail 2010-12.csv.gz",
        "  onhand import online-retail 2010-12.csv.gz --as movements"
      })
  static final class OnlineRetail extends ImportAction {

    @Option(
        names = "--as",
        paramLabel = "orders|movements",
        description = "What its sales become. Default: orders.")
    @Nullable String as;

    @Override
    String kind() {
      return "online-retail";
    }

    @Override
    Query more(Query query) {
      return query.with("as", as);
    }
  }
}
