package dev.onhand.server.pages;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.purchase.Delivery;
import dev.onhand.engine.purchase.PurchaseFilter;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.engine.purchase.PurchaseRows;
import dev.onhand.engine.purchase.Purchases;
import dev.onhand.engine.purchase.Receiving;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.purchases.PurchaseProblems;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Versions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Purchase orders and containers, the booking of what arrived, and that nothing more comes. */
@Controller
class ReceivingPages {

  /** What is said when something was done, by what the address says. */
  private static final Map<String, String> SAID =
      Map.of(
          "booked", "It is booked.",
          "again", "This was booked before, and counts once.",
          "made", "It is made. Nothing moves until what comes is booked.",
          "changed", "It is changed.",
          "back",
              "The receipt is taken back: each of its movements is reversed. Book what did arrive.",
          "close", "It is closed: nothing more is expected of it.",
          "cancel", "It is cancelled.");

  private final Pages pages;
  private final PurchaseRows rows;
  private final Purchases purchases;
  private final Receiving receiving;
  private final LocationCodes locations;
  private final InstantSource clock;
  private final RandomGenerator random;

  ReceivingPages(
      Pages pages,
      PurchaseRows rows,
      Purchases purchases,
      Receiving receiving,
      LocationCodes locations,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.rows = rows;
    this.purchases = purchases;
    this.receiving = receiving;
    this.locations = locations;
    this.clock = clock;
    this.random = random;
  }

  @GetMapping("/receiving")
  @Needs(Scope.STOCK_READ)
  View showPurchases(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String sku,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "false") boolean overdue,
      @RequestParam(defaultValue = "false") boolean discrepancy,
      @PageOf(IdKind.PURCHASE) PageRequest page) {
    PurchaseFilter filter =
        filter(status, sku, location, overdue ? clock.instant() : null, discrepancy);
    Slice<PurchaseOrder.Head> found =
        Fields.checked(() -> rows.list(caller.seller(), filter, page));
    Map<String, String> filters =
        Map.of(
            "status",
            status,
            "sku",
            sku.strip(),
            "location",
            location.strip(),
            "overdue",
            overdue ? "true" : "",
            "discrepancy",
            discrepancy ? "true" : "");
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
            "export",
            Pager.link("/receiving.csv", filters),
            "locations",
            locations.all(caller),
            "now",
            clock.instant()));
  }

  /**
   * What the parameters of the list ask for.
   *
   * @param overdueAt only what was expected before; null: all
   */
  static PurchaseFilter filter(
      String status,
      String sku,
      String location,
      @Nullable Instant overdueAt,
      boolean discrepancy) {
    return new PurchaseFilter(
        status.isBlank() ? null : Fields.checked(() -> Status.read(status)),
        null,
        sku.isBlank() ? null : Fields.checked(() -> Refs.product(sku.strip())),
        location.isBlank() ? null : Fields.checked(() -> Refs.location(location.strip())),
        overdueAt,
        discrepancy);
  }

  @GetMapping("/receiving/{id}")
  @Needs(Scope.STOCK_READ)
  View showOnlyPurchase(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String said) {
    return page(
        HttpServletResponse.SC_OK,
        request,
        caller,
        found(rows, caller, id),
        PurchaseNotice.done(SAID.getOrDefault(said, "")));
  }

  /**
   * The order of that id.
   *
   * @throws ProblemException if there is none
   */
  static PurchaseOrder found(PurchaseRows rows, Caller caller, String id) {
    return PublicId.look(IdKind.PURCHASE, id, number -> rows.find(caller.seller(), number))
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
    PurchaseOrder order = found(rows, caller, id);
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
          path(order.head().id()) + "?said=" + (done.again() ? "again" : "booked"));
    } catch (ProblemException refused) {
      return page(
          refused.code().status(),
          request,
          caller,
          order,
          PurchaseNotice.refused(Show.said(refused)));
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

  /**
   * Ends an order.
   *
   * @param action close: what is missing does not come any more; cancel: nothing of it came
   * @param reason why
   * @param version that the page showed: of two people, the second is told
   */
  @PostMapping("/receiving/{id}/end")
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  View endPurchase(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String typed,
      @RequestParam long version) {
    PurchaseOrder order = found(rows, caller, id);
    long number = order.head().id();
    try {
      Forms.requireTyped(typed, order.head().reference());
      Edit edit = new Edit(caller.actor(), clock.instant(), version);
      PurchaseResult result =
          Fields.checked(
              () ->
                  switch (action) {
                    case "close" -> purchases.close(caller.seller(), number, reason, edit);
                    case "cancel" -> purchases.cancel(caller.seller(), number, reason, edit);
                    default -> throw new IllegalArgumentException("action must be close or cancel");
                  });
      requireDone(caller, id, result, wanted(action, reason.strip()));
      return Pages.redirect(path(number) + "?said=" + action);
    } catch (ProblemException refused) {
      return page(
          refused.code().status(),
          request,
          caller,
          found(rows, caller, id),
          new PurchaseNotice("", Show.said(refused), action, reason));
    }
  }

  /**
   * Takes back a receipt that was wrong.
   *
   * @param receipt its number within the order
   * @param reason why
   * @param fact its units never came: also where they are promised or gone already
   * @param version that the page showed: of two people, the second is told
   */
  @PostMapping("/receiving/{id}/receipts/{receipt}")
  @Needs(Scope.STOCK_WRITE)
  View takeBackReceipt(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @PathVariable int receipt,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "false") boolean fact,
      @RequestParam(defaultValue = "") String typed,
      @RequestParam long version) {
    PurchaseOrder order = found(rows, caller, id);
    try {
      Forms.requireTyped(typed, order.head().reference());
      if (reason.isBlank()) {
        throw ProblemException.invalid("reason", "Say why the receipt is taken back.");
      }
      String why =
          Fields.checked(() -> Text.free("reason", reason, PurchaseOrder.REASON_LENGTH_MAX));
      PurchaseResult result =
          receiving.reverse(
              new Receiving.Asking(caller.seller(), caller.actor(), version, Run.LIVE),
              order.head().id(),
              receipt,
              fact ? Command.Mode.FACT : Command.Mode.WISH,
              why);
      requireDone(caller, id, result, "'receipt %d taken back'".formatted(receipt));
      return Pages.redirect(path(order.head().id()) + "?said=back");
    } catch (ProblemException refused) {
      return page(
          refused.code().status(),
          request,
          caller,
          found(rows, caller, id),
          new PurchaseNotice("", Show.said(refused), "back-" + receipt, reason));
    }
  }

  private void requireDone(Caller caller, String id, PurchaseResult result, String wanted) {
    if (result instanceof PurchaseResult.Stale) {
      String now = words(found(rows, caller, id).head());
      if (!now.equals(wanted)) { // else the same was sent twice
        throw Versions.overtaken(now, wanted);
      }
    } else if (!(result instanceof PurchaseResult.Done)) {
      throw PurchaseProblems.of(result);
    }
  }

  private static String wanted(String action, String reason) {
    return words(action.equals("close") ? Status.CLOSED : Status.CANCELLED, reason);
  }

  private static String words(PurchaseOrder.Head head) {
    String reason = head.reason() == null ? "" : head.reason();
    return head.status().isEnded()
        ? words(head.status(), reason)
        : "'%s, %s units expected, %s received'"
            .formatted(
                head.status().code(),
                Show.units(head.totals().expected()),
                Show.units(head.totals().received()));
  }

  private static String words(Status status, String reason) {
    return reason.isEmpty()
        ? "'%s'".formatted(status.code())
        : "'%s: %s'".formatted(status.code(), reason);
  }

  static String path(long id) {
    return "/receiving/" + PublicId.of(IdKind.PURCHASE, id);
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      PurchaseOrder order,
      PurchaseNotice said) {
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
            rows.receipts(caller.seller(), order.head().id()),
            "key",
            Forms.key(random),
            "said",
            said,
            "now",
            clock.instant()));
  }
}
