package dev.onhand.cli;

import picocli.CommandLine.Command;

/** Files of movements. */
@Command(
    name = "import",
    description = "Bring in files of movements. The same file twice counts once.")
@Verbs({ImportCommands.Movements.class, ImportCommands.OnlineRetail.class})
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
      name = "online-retail",
      description = {
        "Import files in the format of the Online Retail data set (UCI, CC BY 4.0): invoice lines"
            + " become sales, returns and adjustments.",
        "Exits with 1 if a line was wrong or refused."
      },
      footer = "  onhand import online-retail 2010-12.csv.gz --create")
  static final class OnlineRetail extends ImportAction {
    @Override
    String kind() {
      return "online-retail";
    }
  }
}
