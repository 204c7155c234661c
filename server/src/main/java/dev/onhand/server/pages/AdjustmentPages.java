package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.stock.Stock;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Changes of stock that a person types in: of one product, or of many with a preview. */
@Controller
class AdjustmentPages {

  private static final String PATH = "/adjustments";

  /** More are pasted as lines. */
  private static final int CHOSEN_MAX = 200;

  private final Pages pages;
  private final Stock stock;
  private final LocationCodes locations;
  private final Adjusting adjusting;
  private final RandomGenerator random;

  AdjustmentPages(
      Pages pages,
      Stock stock,
      LocationCodes locations,
      Adjusting adjusting,
      RandomGenerator random) {
    this.pages = pages;
    this.stock = stock;
    this.locations = locations;
    this.adjusting = adjusting;
    this.random = random;
  }

  /** What is shown: lines to fill in, or a text to edit, and what became of it so far. */
  private record Shown(
      AdjustmentForm form,
      List<AdjustmentLine> chosen,
      String text,
      List<PlannedLine> planned,
      String refused) {}

  @GetMapping(PATH)
  @Needs(Scope.STOCK_WRITE)
  View showAdjustments(HttpServletRequest request, Caller caller) {
    return show(
        HttpServletResponse.SC_OK,
        request,
        caller,
        new Shown(AdjustmentForm.blank("/stock"), List.of(), "", List.of(), ""));
  }

  /**
   * Takes the chosen products, says what would come of lines, or records them.
   *
   * @param key of a form that records
   */
  @PostMapping(PATH)
  @Needs(Scope.STOCK_WRITE)
  View adjustStock(
      HttpServletRequest request,
      Caller caller,
      @RequestParam String action,
      @RequestParam(defaultValue = "") String key) {
    AdjustmentForm form = AdjustmentForm.of(request);
    return switch (action) {
      case "choose" -> choose(request, caller, form);
      case "preview" -> preview(request, caller, form, "");
      case "record" -> record(request, caller, form, key);
      default ->
          throw ProblemException.invalid("action", "action must be choose, preview or record");
    };
  }

  private View choose(HttpServletRequest request, Caller caller, AdjustmentForm form) {
    List<AdjustmentLine> lines = new ArrayList<>();
    String[] skus = AdjustmentForm.values(request, "chosen");
    if (skus.length > CHOSEN_MAX) {
      throw ProblemException.invalid("chosen", "Choose at most %d products.".formatted(CHOSEN_MAX));
    }
    for (String sku : skus) {
      stock
          .find(caller.seller(), Fields.checked(() -> Refs.product(sku)))
          .ifPresent(totals -> lines.addAll(AdjustmentLine.blank(totals, form.location())));
    }
    String refused = lines.isEmpty() ? "Nothing was chosen: tick products, or paste lines." : "";
    return show(
        HttpServletResponse.SC_OK, request, caller, new Shown(form, lines, "", List.of(), refused));
  }

  private View preview(
      HttpServletRequest request, Caller caller, AdjustmentForm form, String refused) {
    List<AdjustmentLine> lines;
    try {
      lines = form.lines(request);
    } catch (ProblemException wrong) {
      return refused(request, caller, form, List.of(), wrong);
    }
    if (lines.isEmpty()) {
      return refused(
          request,
          caller,
          form,
          lines,
          ProblemException.invalid("units", "Nothing is to be changed: give units of a line."));
    }
    StockEdit edit;
    try {
      edit = form.edit();
    } catch (ProblemException wrong) {
      return refused(request, caller, form, lines, wrong);
    }
    return show(
        refused.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_CONFLICT,
        request,
        caller,
        new Shown(
            form,
            List.of(),
            AdjustmentText.write(lines),
            adjusting.preview(caller, edit, lines, Forms.key(random)),
            refused));
  }

  private View refused(
      HttpServletRequest request,
      Caller caller,
      AdjustmentForm form,
      List<AdjustmentLine> lines,
      ProblemException why) {
    String text =
        lines.isEmpty() ? AdjustmentForm.text(request, "lines") : AdjustmentText.write(lines);
    return show(
        why.code().status(),
        request,
        caller,
        new Shown(form, List.of(), text, List.of(), Show.said(why)));
  }

  private View record(HttpServletRequest request, Caller caller, AdjustmentForm form, String key) {
    Adjusting.Recorded recorded;
    try {
      List<AdjustmentLine> lines = form.lines(request);
      if (lines.isEmpty()) {
        return preview(request, caller, form, "");
      }
      recorded = Fields.checked(() -> adjusting.record(caller, form.edit(), lines, key));
    } catch (ProblemException refused) {
      return preview(request, caller, form, Show.said(refused));
    }
    return Pages.redirect(form.backWith(recorded));
  }

  private View show(int status, HttpServletRequest request, Caller caller, Shown shown) {
    List<AdjustmentLine> changes =
        shown.planned().stream().filter(PlannedLine::isChange).map(PlannedLine::seen).toList();
    boolean isGood =
        !changes.isEmpty() && shown.planned().stream().allMatch(one -> one.problem() == null);
    return pages.page(
        status,
        pages.shell(request, caller, "Adjust stock", Shell.Section.STOCK),
        "adjustments",
        Map.of(
            "form",
            shown.form(),
            "chosen",
            shown.chosen(),
            "text",
            shown.text(),
            "planned",
            shown.planned(),
            "confirm",
            isGood ? AdjustmentText.writeSeen(changes) : "",
            "changes",
            changes.size(),
            "refused",
            shown.refused(),
            "locations",
            locations.all(caller),
            "key",
            Forms.key(random)));
  }
}
