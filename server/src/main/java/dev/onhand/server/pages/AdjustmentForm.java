package dev.onhand.server.pages;

import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a form to change stock says, as it was typed.
 *
 * @param mode as {@link StockEdit#read} reads it
 * @param reason as {@code mode}
 * @param note as {@code mode}
 * @param location of lines that name none
 * @param back where to go on afterwards
 */
public record AdjustmentForm(
    String mode, String reason, String note, String location, String back) {

  /** Before anything was said. */
  static AdjustmentForm blank(String back) {
    return new AdjustmentForm(StockEdit.Mode.BY.code(), "", "", "", back);
  }

  static AdjustmentForm of(HttpServletRequest request) {
    return new AdjustmentForm(
        text(request, "mode"),
        text(request, "reason"),
        text(request, "note"),
        text(request, "location_of_all").strip(),
        back(text(request, "back")));
  }

  static String text(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** A page of stock of this server; anything else would send people elsewhere. */
  private static String back(String path) {
    return path.matches("/stock([/?][!-~]*)?") ? path : "/stock";
  }

  StockEdit edit() {
    return StockEdit.read(mode, reason, note);
  }

  /**
   * The lines: of a text, or of fields, of which those without units are left out.
   *
   * @throws ProblemException if the text is none of lines
   */
  List<AdjustmentLine> lines(HttpServletRequest request) {
    if (request.getParameter("lines") != null) {
      return AdjustmentText.read(text(request, "lines"), location);
    }
    String[] skus = values(request, "sku");
    String[] places = values(request, "location");
    String[] units = values(request, "units");
    String[] seen = values(request, "seen");
    if (places.length != skus.length || units.length != skus.length || seen.length != skus.length) {
      throw ProblemException.invalid("units", "The form is not whole. Load the page again.");
    }
    List<AdjustmentLine> lines = new ArrayList<>();
    for (int i = 0; i < skus.length; i++) {
      if (!units[i].isBlank()) {
        lines.add(new AdjustmentLine(skus[i], places[i], units[i], seen[i]));
      }
    }
    return List.copyOf(lines);
  }

  static String[] values(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? new String[0] : values;
  }

  /** Where to go on, with what became of it. */
  String backWith(Adjusting.Recorded recorded) {
    return back + (back.contains("?") ? "&" : "?") + recorded.parameters();
  }
}
