package dev.onhand.server.pages;

import dev.onhand.model.Quantity;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Versions;
import java.util.ArrayList;
import java.util.List;

/**
 * In what two forms of an order differ, in words.
 *
 * @param now what only the first says
 * @param wanted what only the second says
 */
record PurchaseDifference(List<String> now, List<String> wanted) {

  /**
   * @param now of the order as it is
   * @param wanted as somebody typed it, and as it can be read
   */
  static PurchaseDifference of(PurchaseForm now, PurchaseForm wanted) {
    List<String> onlyNow = words(now);
    List<String> onlyWanted = new ArrayList<>();
    for (String word : words(wanted)) {
      if (!onlyNow.remove(word)) {
        onlyWanted.add(word);
      }
    }
    return new PurchaseDifference(onlyNow, onlyWanted);
  }

  private static List<String> words(PurchaseForm form) {
    List<String> words = new ArrayList<>();
    words.add(form.supplier().isEmpty() ? "no supplier" : "supplier " + form.supplier());
    words.add(form.expected().isEmpty() ? "no day" : "expected on " + form.expected());
    words.add(form.note().isEmpty() ? "no note" : "note " + form.note());
    for (PurchaseForm.Row row : form.rows()) {
      if (!row.isBlank()) {
        String units = Show.units(Quantity.parseWhole("quantity", row.quantity()));
        String to = row.location().isEmpty() ? form.location() : row.location();
        words.add("%s × %s to %s".formatted(units, row.sku(), to));
      }
    }
    return words;
  }

  /** Whether both say the same. */
  boolean isNone() {
    return now.isEmpty() && wanted.isEmpty();
  }

  /** What the second of two people is told. */
  ProblemException overtaken() {
    return Versions.overtaken(said(now), said(wanted));
  }

  private static String said(List<String> words) {
    return words.isEmpty() ? "none of that" : "'" + String.join(", ", words) + "'";
  }
}
