package dev.onhand.server.pages;

import dev.onhand.server.batches.ProgressBody;
import java.util.ArrayList;
import java.util.List;

/** How far a batch is, as a page says it. */
final class BatchProgress {

  private BatchProgress() {}

  /** In whole sentences; empty where there is no line yet. */
  static String said(ProgressBody progress, boolean isCount) {
    List<String> said = new ArrayList<>();
    if (progress.linesPosted() > 0) {
      said.add(
          part(progress.linesPosted(), progress.lines(), "posted")
              + ": "
              + posted(progress, isCount));
    } else if (progress.lines() > 0) {
      said.add(
          isCount
              ? part(progress.linesScanned(), progress.lines(), "counted") + "."
              : "%s of %s scanned."
                  .formatted(
                      many(progress.unitsScanned(), "unit"), many(progress.lines(), "product")));
    }
    if (progress.linesRefused() > 0) {
      said.add("The books refused %s.".formatted(many(progress.linesRefused(), "line")));
    }
    return String.join(" ", said);
  }

  private static String posted(ProgressBody progress, boolean isCount) {
    String units =
        "%s added, %s removed"
            .formatted(many(progress.unitsAdded(), "unit"), Show.units(progress.unitsRemoved()));
    return isCount
        ? "%s as in the books, %s changed (%s)."
            .formatted(
                Show.units(progress.linesPosted() - progress.linesChanged()),
                Show.units(progress.linesChanged()),
                units)
        : many(progress.unitsAdded(), "unit") + " added.";
  }

  private static String part(long some, long all, String done) {
    return some == all
        ? "%s, all %s".formatted(many(all, "line"), done)
        : "%s of %s %s".formatted(some == 0 ? "None" : Show.units(some), many(all, "line"), done);
  }

  private static String many(long count, String what) {
    return count == 1 ? "1 " + what : "%s %ss".formatted(Show.units(count), what);
  }
}
