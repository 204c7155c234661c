package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Labels to print and stick on goods, which scanners read as the SKU. */
@Controller
class LabelPages {

  /** Some thirty sheets. */
  private static final int LABELS_MAX = 1_000;

  /** Each is looked up. */
  static final int LINES_MAX = 100;

  private final Pages pages;
  private final Products products;

  LabelPages(Pages pages, Products products) {
    this.pages = pages;
    this.products = products;
  }

  /**
   * @param lines SKU and how many, a product a line; empty: the form alone
   */
  @GetMapping("/labels")
  @Needs(Scope.PRODUCTS_READ)
  View showLabels(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String lines) {
    try {
      return page(HttpServletResponse.SC_OK, request, caller, lines, labels(caller, lines), "");
    } catch (ProblemException refused) {
      return page(refused.code().status(), request, caller, lines, List.of(), Show.said(refused));
    }
  }

  private List<Label> labels(Caller caller, String text) {
    List<AdjustmentLine> lines = AdjustmentText.read(text, "", "SKU,labels");
    if (lines.size() > LINES_MAX) {
      throw ProblemException.invalid(
          "lines", "lines must be at most %d, not %d".formatted(LINES_MAX, lines.size()));
    }
    List<Label> labels = new ArrayList<>();
    for (AdjustmentLine line : lines) {
      int copies = copies(line);
      if (labels.size() + copies > LABELS_MAX) {
        throw ProblemException.invalid(
            "lines", "There are more than %d labels. Print fewer at once".formatted(LABELS_MAX));
      }
      labels.addAll(Collections.nCopies(copies, label(caller, line.sku().strip())));
    }
    return labels;
  }

  private static int copies(AdjustmentLine line) {
    String text = line.units().strip();
    if (!text.matches("[0-9]{1,4}")) {
      throw ProblemException.invalid(
          "lines", "How many labels of %s? '%s' is no number".formatted(line.sku(), text));
    }
    return Integer.parseInt(text);
  }

  private Label label(Caller caller, String sku) {
    Product product =
        products
            .find(caller.seller(), Fields.checked(() -> Refs.product(sku)))
            .orElseThrow(() -> ProblemException.notFound("product", sku));
    String code = product.sku().value();
    return new Label(code, product.name(), Symbol.label(code));
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      String lines,
      List<Label> labels,
      String error) {
    return pages.page(
        status,
        pages.shell(request, caller, "Labels", Shell.Section.STOCK),
        "labels",
        Map.of("lines", lines, "labels", labels, "error", error));
  }
}
