package dev.onhand.server.pages;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.StockSync;
import dev.onhand.model.Text;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.ledger.NamedProducts;
import dev.onhand.server.ledger.StockSyncWork;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Times;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * Stock against the movements that it is the sum of. Adding all of them up is a job: the page shows
 * what the last ones found.
 */
@Controller
class StockCheckPages {

  private static final String PATH = "/reconciliations/stock";

  /** As long as a key of a form is, and some more. */
  private static final int KEY_LENGTH_MAX = 64;

  private final Pages pages;
  private final Jobs jobs;
  private final Products products;
  private final NamedProducts named;
  private final InstantSource clock;
  private final RandomGenerator random;

  StockCheckPages(
      Pages pages,
      Jobs jobs,
      Products products,
      NamedProducts named,
      InstantSource clock,
      RandomGenerator random) {
    this.pages = pages;
    this.jobs = jobs;
    this.products = products;
    this.named = named;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Lists what was compared and found.
   *
   * @param run of which the differences are shown; empty: of the newest that is done
   */
  @GetMapping(PATH)
  @Needs(Scope.STOCK_READ)
  View showStockCheck(
      HttpServletRequest request,
      Caller caller,
      @RequestParam(defaultValue = "") String run,
      @PageOf(IdKind.JOB) PageRequest page) {
    return page(HttpServletResponse.SC_OK, request, caller, run, page, "");
  }

  private View page(
      int status,
      HttpServletRequest request,
      Caller caller,
      String run,
      PageRequest page,
      String error) {
    Slice<Job> found = jobs.list(caller.seller(), Queue.STOCK_SYNC, null, page);
    List<StockCheck> runs =
        found.rows().stream()
            .filter(job -> job.kind().equals(StockSyncWork.KIND))
            .map(job -> run(caller, job))
            .toList();
    Map<String, Object> content = new HashMap<>();
    content.put("runs", runs);
    content.put(
        "shown",
        runs.stream()
            .filter(one -> one.found() != null && (run.isEmpty() || one.id().equals(run)))
            .limit(1)
            .toList());
    content.put("pager", Pager.of(PATH, Map.of(), page, found, IdKind.JOB, Job::id));
    content.put("key", Forms.key(random));
    content.put("error", error);
    content.put("now", clock.instant());
    return pages.page(
        status,
        pages.shell(request, caller, "Stock and movements", Shell.Section.RECONCILIATION),
        "stockCheck",
        content);
  }

  private StockCheck run(Caller caller, Job job) {
    ProductId product = StockSyncWork.productOf(job);
    return new StockCheck(
        PublicId.of(IdKind.JOB, job.id()),
        job,
        StockSyncWork.isDryRun(job),
        product == null
            ? null
            : products
                .find(caller.seller(), product)
                .map(one -> one.sku().value())
                .orElse(product.toString()),
        StockSyncWork.found(job));
  }

  /**
   * Has stock compared with its movements, or made what they add up to, by the queue.
   *
   * @param product SKU, id or number; empty: all
   * @param from only products with a movement since the beginning of that day; empty: all
   * @param key of the form, under which it is done once
   */
  @PostMapping(PATH)
  @Needs(Scope.LEDGER_VERIFY)
  View checkStock(
      HttpServletRequest request,
      Caller caller,
      @RequestParam String action,
      @RequestParam(defaultValue = "") String product,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "false") boolean force,
      @RequestParam(defaultValue = "") String key) {
    try {
      if (!action.equals("compare") && !action.equals("update")) {
        throw ProblemException.invalid("action", "action must be compare or update");
      }
      ZoneId zone = pages.shell(request, caller, "", Shell.Section.RECONCILIATION).zone();
      StockSync.Options options =
          new StockSync.Options(
              named.get(caller.seller(), product.isBlank() ? null : product.strip()),
              from.isBlank()
                  ? null
                  : Fields.checked(() -> Times.day("from", from).atStartOfDay(zone).toInstant()),
              force,
              action.equals("compare"),
              new Author(caller.actor(), null));
      String once = Fields.checked(() -> Text.identifier("key", key, KEY_LENGTH_MAX));
      jobs.enqueue(caller.seller(), StockSyncWork.job(options, once, caller.actor()));
      return Pages.redirect(PATH);
    } catch (ProblemException refused) {
      return page(
          refused.code().status(),
          request,
          caller,
          "",
          PageRequest.first(PageRequest.LIMIT_DEFAULT),
          Show.said(refused));
    }
  }
}
