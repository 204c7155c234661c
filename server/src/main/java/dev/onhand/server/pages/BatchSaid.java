package dev.onhand.server.pages;

import java.util.Map;

/** What a batch's page says of what was just done, by what its address says. */
final class BatchSaid {

  private static final Map<String, String> DONE =
      Map.ofEntries(
          Map.entry("kept", "Scanned."),
          Map.entry("lines", "Kept. The same lines again count once."),
          Map.entry(
              "lines_again",
              "Nothing was added: these very lines are in this batch already, and count once."
                  + " If the same goods came once more, tick that below the lines."),
          Map.entry(
              "lines_in_other_batch",
              "Nothing was added: these very lines were kept for another batch, and count there."
                  + " If the same goods came once more, tick that below the lines."),
          Map.entry("again", "This was scanned before, and counts once."),
          Map.entry("in_other_batch", "This was scanned for another batch, and counts there."),
          Map.entry("id_used_differently", "Not kept: load the page again and scan once more."),
          Map.entry("unknown_code", "Kept, but nothing has this code."),
          Map.entry("ambiguous_code", "Kept, but several products have this code: scan the SKU."),
          Map.entry("placeholder", "Kept, but it is a placeholder, which has no stock."),
          Map.entry("bundle", "Kept, but it is a bundle: scan what is in it."),
          Map.entry("push", "Posted."),
          Map.entry("approve", "The books are corrected."),
          Map.entry("verify", "All agrees."),
          Map.entry("complete", "Completed."),
          Map.entry("cancel", "Cancelled."),
          Map.entry("plan", "Planned: they are to be counted too."),
          Map.entry(
              "recount",
              "It is to be counted again: what was scanned of it before counts no more."));

  private BatchSaid() {}

  /** Empty: nothing. */
  static String of(String said) {
    return DONE.getOrDefault(said, "");
  }
}
