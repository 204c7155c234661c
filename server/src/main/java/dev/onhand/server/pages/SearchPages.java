package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.views.Finding;
import dev.onhand.engine.views.Finding.Found;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The search on top of every page: leads to what is called so, whatever it is. */
@Controller
class SearchPages {

  /** The longest name that anything has. */
  private static final int NAME_LENGTH_MAX = 255;

  private final Pages pages;
  private final Finding finding;

  SearchPages(Pages pages, Finding finding) {
    this.pages = pages;
    this.finding = finding;
  }

  /**
   * Goes to the one thing that has this name, or shows those that have it; where none has, to the
   * products that begin so.
   *
   * @param q a SKU, a barcode, a channel's name of an order or a listing; or how a SKU or a name
   *     begins
   */
  @GetMapping("/search")
  @Needs(Scope.STOCK_READ)
  View search(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String q) {
    if (q.isBlank()) {
      return Pages.redirect("/stock");
    }
    String name = Fields.checked(() -> Text.identifier("q", q.strip(), NAME_LENGTH_MAX));
    List<SearchHit> hits =
        finding.find(caller.seller(), name).stream()
            .filter(found -> found instanceof Found.Product || caller.may(Scope.ORDERS_READ))
            .map(SearchHit::of)
            .toList();
    return switch (hits.size()) {
      case 0 -> Pages.redirect(Pager.link("/stock", Map.of("q", name)));
      case 1 -> Pages.redirect(hits.getFirst().path());
      default ->
          pages.page(
              pages.shell(request, caller, name, Shell.Section.STOCK),
              "search",
              Map.of("name", name, "hits", hits));
    };
  }
}
