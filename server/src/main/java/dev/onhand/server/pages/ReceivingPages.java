package dev.onhand.server.pages;

import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.purchase.Delivery;
import dev.onhand.engine.purchase.PurchaseFilter;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.engine.purchase.PurchaseRows;
import dev.onhand.engine.purchase.Receiving;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.purchases.PurchaseProblems;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Purchase orders and containers, and the booking of what arrived. */
@Controller
class ReceivingPages {

  private final Pages pages;
  private final PurchaseRows purchases;
  private final Receiving receiving;
  private final InstantSource clock;
  private final RandomGenerator random;

  ReceivingPages(
      Pages pages,
      PurchaseRows purchases,
      Receiving receiving,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.purchases = purchases;
    this.receiving = receiving;
    this.clock = clock;
    this.random = random;
  }

  @GetMapping("/receiving")
  @Needs(Scope.STOCK_READ)
  View showPurchases(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "false") boolean overdue,
      @RequestParam(defaultValue = "false") boolean discrepancy,
      @PageOf(IdKind.PURCHASE) PageRequest page) {
    PurchaseFilter filter =
        new PurchaseFilter(
            status.isBlank() ? null : Fields.checked(() -> PurchaseOrder.Status.read(status)),
            null,
            null,
            overdue ? clock.instant() : null,
            discrepancy);
    Slice<PurchaseOrder.Head> found = purchases.list(caller.seller(), filter, page);
    Map<String, String> filters =
        Map.of(
            "status", status,
            "overdue", overdue ? "true" : "",
            "discrepancy", discrepancy ? "true" : "");
    return pages.page(
        pages.shell(request, caller, "Receiving", Shell.Section.RECEIVING),
        "purchases",
        Map.of(
            "rows",
            found.rows(),
            "pager",
            Pager.of("/receiving", filters, page, found, IdKind.PURCHASE, PurchaseOrder.Head::id),
            "filters",
            filters,
            "now",
            clock.instant()));
  }

  @GetMapping("/receiving/{id}")
  @Needs(Scope.STOCK_READ)
  View showOnlyPurchase(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String received) {
    return page(HttpServletResponse.SC_OK, request, caller, found(caller, id), received, "");
  }

  private PurchaseOrder found(Caller caller, String id) {
    return PublicId.look(IdKind.PURCHASE, id, number -> purchases.find(caller.seller(), number))
        .orElseThrow(() -> ProblemException.notFound("purchase order", id));
  }

  /**
   * Books what arrived.
   *
   * @param line names of the lines; read from the request, as one value would be split at commas
   * @param units of each line, in the same order; blank: nothing of it came
   */
  @PostMapping("/receiving/{id}")
  @Needs(Scope.STOCK_WRITE)
  View receivePurchase(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String key,
      @RequestParam(defaultValue = "") List<String> line,
      @RequestParam(defaultValue = "") List<String> units,
      @RequestParam(defaultValue = "available") String state,
      @RequestParam(defaultValue = "") String note) {
    PurchaseOrder order = found(caller, id);
    try {
      Fields fields = Fields.ofParameters();
      var keyField = fields.required("key", key, MovementKey::new);
      var stateField = fields.required("state", state, Delivery::state);
      Delivery delivery =
          fields.build(
              () ->
                  new Delivery(
                      arrived(values(request, "line"), values(request, "units"), stateField.get()),
                      false,
                      note,
                      null));
      Receiving.Asking asking =
          new Receiving.Asking(caller.seller(), caller.actor(), null, Run.LIVE);
      PurchaseResult result =
          receiving.receive(asking, order.head().id(), keyField.get().value(), delivery);
      if (!(result instanceof PurchaseResult.Done done)) {
        throw PurchaseProblems.of(result);
      }
      return Pages.redirect(
          path(order.head().id()) + "?received=" + (done.again() ? "again" : "now"));
    } catch (ProblemException refused) {
      return page(refused.code().status(), request, caller, order, "", Show.said(refused));
    }
  }

  private static List<String> values(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? List.of() : List.of(values);
  }

  private static List<Delivery.Line> arrived(List<String> names, List<String> units, State state) {
    List<Delivery.Line> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(names.size(), units.size()); i++) {
      String given = units.get(i).strip();
      if (!given.isEmpty()) {
        Quantity came = Quantity.of(Quantity.parseWhole("units", given));
        lines.add(new Delivery.Line(names.get(i), null, came, null, state));
      }
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("units are missing: say of at least one line what came");
    }
    return lines;
  }

  private static String path(long id) {
    return "/receiving/" + PublicId.of(IdKind.PURCHASE, id);
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      PurchaseOrder order,
      String received,
      String error) {
    return pages.page(
        status,
        pages.shell(request, caller, order.head().reference(), Shell.Section.RECEIVING),
        "purchase",
        Map.of(
            "order",
            order,
            "path",
            path(order.head().id()),
            "receipts",
            purchases.receipts(caller.seller(), order.head().id()),
            "key",
            Forms.key(random),
            "received",
            received,
            "error",
            error,
            "now",
            clock.instant()));
  }
}
