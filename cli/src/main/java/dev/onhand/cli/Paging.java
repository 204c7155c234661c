package dev.onhand.cli;

import picocli.CommandLine.Option;

/** How much of a list is printed. */
final class Paging {

  /** Long enough for any table that a person reads; files have no limit. */
  static final int TABLE_ROWS_MAX = 10_000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Print at most N. Default: ${DEFAULT-VALUE}.")
  int limit;

  @Option(names = "--all", description = "Print all (as a table, the first 10000).")
  boolean all;

  /** The number of objects to ask for. */
  int rowsMax(boolean table) {
    if (limit < 1) {
      throw CommandException.usage("--limit must be 1 or more, not " + limit, "");
    }
    int wanted = all ? Integer.MAX_VALUE : limit;
    return table ? Math.min(wanted, TABLE_ROWS_MAX) : wanted;
  }
}
