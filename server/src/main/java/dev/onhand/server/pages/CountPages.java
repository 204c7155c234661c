package dev.onhand.server.pages;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.BatchResult;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.batches.BatchProblems;
import dev.onhand.server.batches.BatchRequests.BatchProducts;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What is to be counted, and counted again, as whoever leads a count says on its page. */
@Controller
class CountPages {

  private final BatchPages pages;
  private final Batches batches;
  private final InstantSource clock;

  CountPages(BatchPages pages, Batches batches, InstantSource clock) {
    this.pages = pages;
    this.batches = batches;
    this.clock = clock;
  }

  /**
   * Adds products to what is to be counted.
   *
   * @param skus one a line
   */
  @PostMapping("/batches/{id}/plan")
  @Needs(Scope.STOCK_WRITE)
  View planOnPage(
      HttpServletRequest request,
      Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String skus) {
    List<@Nullable String> lines = new ArrayList<>();
    skus.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    try {
      List<ProductRef> products = new BatchProducts(lines).read();
      return gone(id, "plan", batches.plan(caller.seller(), number(id), products, edit(caller)));
    } catch (ProblemException refused) {
      return pages.refusedPlan(request, caller, id, refused, skus);
    }
  }

  /** Has a product counted again. */
  @PostMapping("/batches/{id}/recount")
  @Needs(Scope.STOCK_WRITE)
  View recountOnPage(
      Caller caller, @PathVariable String id, @RequestParam(defaultValue = "") String sku) {
    List<ProductRef> one = new BatchProducts(List.of(sku.strip())).read();
    return gone(id, "recount", batches.recount(caller.seller(), number(id), one, edit(caller)));
  }

  private static long number(String id) {
    OptionalLong number = PublicId.find(IdKind.BATCH, id);
    return number.orElseThrow(() -> ProblemException.notFound("batch", id));
  }

  private Edit edit(Caller caller) {
    return new Edit(caller.actor(), clock.instant(), null);
  }

  private static View gone(String id, String said, BatchResult result) {
    if (result instanceof BatchResult.Done) {
      return Pages.redirect("/batches/" + id + "?said=" + said);
    }
    throw BatchProblems.of(result, id);
  }
}
