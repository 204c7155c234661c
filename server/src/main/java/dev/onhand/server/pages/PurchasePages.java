package dev.onhand.server.pages;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.idempotency.KeyUsedDifferentlyException;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchasePatch;
import dev.onhand.engine.purchase.PurchaseResult;
import dev.onhand.engine.purchase.PurchaseRows;
import dev.onhand.engine.purchase.Purchases;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.purchases.PurchaseProblems;
import dev.onhand.server.purchases.PurchaseRequests.PurchaseToMake;
import dev.onhand.server.web.OnceOnly;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The forms by which purchase orders and containers are made and changed. */
@Controller
class PurchasePages {

  private static final String NEW = "/receiving/new";

  /**
   * Below a form's path: rows alone are asked for, which is no deed yet. (Told apart by a path and
   * not by a parameter of the mapping: those are looked at before the path is, at each call to
   * whatever address, whose body is then taken for a form.)
   */
  private static final String ROWS = "/rows";

  private static final int NOWHERE = -1;

  private final Pages pages;
  private final Purchases purchases;
  private final PurchaseRows rows;
  private final LocationCodes locations;
  private final OnceOnly once;
  private final InstantSource clock;
  private final RandomGenerator random;

  PurchasePages(
      Pages pages,
      Purchases purchases,
      PurchaseRows rows,
      LocationCodes locations,
      OnceOnly once,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.purchases = purchases;
    this.rows = rows;
    this.locations = locations;
    this.once = once;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What a form shows.
   *
   * @param order that it changes; null: it makes one
   * @param key of a form that makes one; of one that changes an order, the version that was seen
   * @param wrong by the field that it is shown at
   */
  private record Shown(
      @Nullable PurchaseOrder order, PurchaseForm form, String key, Map<String, String> wrong) {

    /** With rows for more, unless what was pasted is wrong. */
    static Shown ready(@Nullable PurchaseOrder order, PurchaseForm form, String key) {
      try {
        return new Shown(order, form.ready(), key, Map.of());
      } catch (ProblemException why) {
        return new Shown(order, form, key, form.wrong(why));
      }
    }

    static String version(PurchaseOrder order) {
      return Long.toString(order.head().version());
    }

    Shown refused(ProblemException why) {
      return new Shown(order, form, key, form.wrong(why));
    }

    Shown withKey(String newKey) {
      return new Shown(order, form, newKey, wrong);
    }
  }

  /**
   * @param lines to begin with, a product a line
   */
  @GetMapping(NEW)
  @Needs(Scope.STOCK_WRITE)
  View showNewPurchase(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String lines) {
    PurchaseForm form = PurchaseForm.blank(location, lines);
    return show(
        HttpServletResponse.SC_OK,
        request,
        caller,
        Shown.ready(null, form, Forms.key(random)),
        NOWHERE);
  }

  /** Adds rows to the form: for more, of what was pasted, or of products that were chosen. */
  @PostMapping(NEW + ROWS)
  @Needs(Scope.STOCK_WRITE)
  View addRowsToNewPurchase(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String key) {
    String formKey = key.isEmpty() ? Forms.key(random) : key;
    return grown(request, caller, Shown.ready(null, PurchaseForm.of(request), formKey));
  }

  private View grown(HttpServletRequest request, Caller caller, Shown shown) {
    int status =
        shown.wrong().isEmpty() ? HttpServletResponse.SC_OK : ProblemCode.INVALID_REQUEST.status();
    return show(status, request, caller, shown, shown.form().firstBlank());
  }

  /**
   * Makes a purchase order.
   *
   * @param key of the form: sent twice, it makes one
   */
  @PostMapping(NEW)
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  View createPurchaseOfPage(
      HttpServletRequest request, Caller caller, @RequestParam(defaultValue = "") String key) {
    Shown shown = Shown.ready(null, PurchaseForm.of(request), key);
    if (!shown.wrong().isEmpty()) {
      return grown(request, caller, shown);
    }
    try {
      PurchaseToMake body = shown.form().toMake(pages.zone(caller));
      return Pages.redirect(
          once.path(caller.seller(), "POST " + NEW, key, body, () -> make(caller, body)));
    } catch (KeyUsedDifferentlyException other) {
      return refused(request, caller, shown.withKey(Forms.key(random)), madeBefore());
    } catch (ProblemException why) {
      return refused(request, caller, shown, why);
    }
  }

  private View refused(
      HttpServletRequest request, Caller caller, Shown shown, ProblemException why) {
    return show(why.code().status(), request, caller, shown.refused(why), NOWHERE);
  }

  private static ProblemException madeBefore() {
    return new ProblemException(
        ProblemCode.CONFLICT,
        "This form made a purchase order before, which said something else. Look for it under Receiving; to make another one, press the button again.");
  }

  private String make(Caller caller, PurchaseToMake body) {
    return done(purchases.create(caller.seller(), body.read(), edit(caller, null)), "made");
  }

  private static String done(PurchaseResult result, String said) {
    if (result instanceof PurchaseResult.Done done) {
      return ReceivingPages.path(done.order().head().id()) + "?said=" + said;
    }
    throw PurchaseProblems.of(result);
  }

  private Edit edit(Caller caller, @Nullable Long version) {
    return new Edit(caller.actor(), clock.instant(), version);
  }

  /** An order that has ended is shown in place of its form. */
  @GetMapping("/receiving/{id}/edit")
  @Needs(Scope.STOCK_WRITE)
  View showPurchaseToChange(HttpServletRequest request, Caller caller, @PathVariable String id) {
    PurchaseOrder order = ReceivingPages.found(rows, caller, id);
    if (order.head().status().isEnded()) {
      return Pages.redirect(ReceivingPages.path(order.head().id()));
    }
    PurchaseForm form = PurchaseForm.of(order, pages.zone(caller));
    return show(
        HttpServletResponse.SC_OK,
        request,
        caller,
        Shown.ready(order, form, Shown.version(order)),
        NOWHERE);
  }

  /** Adds rows to the form: for more, or of what was pasted. */
  @PostMapping("/receiving/{id}/edit" + ROWS)
  @Needs(Scope.STOCK_WRITE)
  View addRowsToPurchase(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam long version) {
    return grown(request, caller, typed(request, ReceivingPages.found(rows, caller, id), version));
  }

  private static Shown typed(HttpServletRequest request, PurchaseOrder order, long version) {
    return Shown.ready(order, PurchaseForm.of(request).about(order), Long.toString(version));
  }

  /**
   * Changes a purchase order.
   *
   * @param version that the form showed: of two people, the second is told
   */
  @PostMapping("/receiving/{id}/edit")
  @Needs(value = Scope.STOCK_WRITE, isAudited = true)
  View changePurchaseOfPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam long version) {
    PurchaseOrder order = ReceivingPages.found(rows, caller, id);
    Shown shown = typed(request, order, version);
    if (!shown.wrong().isEmpty()) {
      return grown(request, caller, shown);
    }
    try {
      PurchasePatch patch = shown.form().toPatch(order, pages.zone(caller)).read();
      PurchaseResult result =
          purchases.edit(caller.seller(), order.head().id(), patch, edit(caller, version));
      return result instanceof PurchaseResult.Stale
          ? overtaken(request, caller, id, shown)
          : Pages.redirect(done(result, "changed"));
    } catch (ProblemException why) {
      return refused(request, caller, shown, why);
    }
  }

  /** Of the same that was saved twice nothing is to be told. */
  private View overtaken(HttpServletRequest request, Caller caller, String id, Shown shown) {
    PurchaseOrder now = ReceivingPages.found(rows, caller, id);
    PurchaseDifference difference =
        PurchaseDifference.of(PurchaseForm.of(now, pages.zone(caller)), shown.form());
    if (difference.isNone()) {
      return Pages.redirect(ReceivingPages.path(now.head().id()) + "?said=changed");
    }
    return refused(request, caller, shown.withKey(Shown.version(now)), difference.overtaken());
  }

  /**
   * @param focus the row in which somebody goes on to type
   */
  private View show(int status, HttpServletRequest request, Caller caller, Shown shown, int focus) {
    PurchaseOrder order = shown.order();
    Map<String, Object> content = new HashMap<>();
    content.put("order", order);
    content.put("form", shown.form());
    content.put("focus", focus);
    content.put("key", shown.key());
    content.put("wrong", shown.wrong());
    content.put("locations", locations.all(caller));
    String back = order == null ? "/receiving" : ReceivingPages.path(order.head().id());
    content.put("back", back);
    content.put("path", order == null ? NEW : back + "/edit");
    return pages.page(
        status,
        pages.shell(
            request,
            caller,
            order == null ? "New purchase order" : "Change " + order.head().reference(),
            Shell.Section.RECEIVING),
        "purchaseForm",
        content);
  }
}
