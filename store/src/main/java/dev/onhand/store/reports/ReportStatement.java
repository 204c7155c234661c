package dev.onhand.store.reports;

import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.Report.Column;
import dev.onhand.engine.reports.Report.Kind;

/**
 * A report with the statement that makes it.
 *
 * <p>A statement gives the report's columns by their names, and ends with their order. It may use
 * the parameters seller, zone, now, today, from and until (the period's beginning and end), before
 * (the id of a movement before all of the period), summed (the id up to which there are sums of
 * days, of all channels; 0: none), first_day, last_day and days (in the period), product, location,
 * channel, reason and actor, of which each is null where all are meant, and rows (how many are
 * wanted), so that what costs much is done for those rows alone.
 */
record ReportStatement(Report report, String sql) {

  static Column text(String name, String title) {
    return new Column(name, title, Kind.TEXT);
  }

  static Column number(String name, String title) {
    return new Column(name, title, Kind.NUMBER);
  }

  static Column decimal(String name, String title) {
    return new Column(name, title, Kind.DECIMAL);
  }

  static Column day(String name, String title) {
    return new Column(name, title, Kind.DAY);
  }

  static Column time(String name, String title) {
    return new Column(name, title, Kind.TIME);
  }
}
