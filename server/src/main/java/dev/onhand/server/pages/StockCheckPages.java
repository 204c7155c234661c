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
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.ledger.NamedProducts;
import dev.onhand.server.ledger.StockSyncWork;
import dev.onhand.server.reports.ListExport;
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
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * Stock against the movements that it is the sum of. Adding all of them up is a job: the page shows
 * what the last ones found.
 */
@Controller
class StockCheckPages {

  static final String PATH = "/reconciliations/stock";

  private static final ListExport<StockCheck> RUNS =
      new ListExport<>(
          "onhand-stock-checks",
          "Stock and movements",
          List.of(
              "id",
              "asked_at",
              "product",
              "state",
              "only_compared",
              "compared",
              "differed",
              "updated",
              "seconds",
              "asked_by",
              "error"),
          StockCheckPages::cells);

  private static final ListExport<StockSyncWork.FoundRow> PRODUCTS =
      new ListExport<>(
          "onhand-stock-differences",
          "Differences",
          List.of(
              "product_id",
              "sku",
              "name",
              "system_stock",
              "calculated_stock",
              "difference",
              "movements"),
          row ->
              ListExport.cells(
                  row.number(),
                  row.sku(),
                  row.name(),
                  row.system(),
                  row.calculated(),
                  row.difference(),
                  row.movements()));

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
    Slice<Job> found = jobs(caller, page);
    List<StockCheck> runs = runs(caller, found);
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

  private Slice<Job> jobs(Caller caller, PageRequest page) {
    return jobs.list(caller.seller(), Queue.STOCK_SYNC, null, page);
  }

  private List<StockCheck> runs(Caller caller, Slice<Job> found) {
    return found.rows().stream()
        .filter(job -> job.kind().equals(StockSyncWork.KIND))
        .map(job -> run(caller, job))
        .toList();
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

  @GetMapping({PATH + ".csv", PATH + ".xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportStockChecks(HttpServletRequest request, Caller caller) {
    return RUNS.view(
        request,
        page -> {
          Slice<Job> found = jobs(caller, page);
          return new ListExport.Part<>(
              runs(caller, found), ListExport.Part.of(found, Job::id).next());
        });
  }

  /** Those products of a comparison that differed. */
  @GetMapping({PATH + "/{run}/products.csv", PATH + "/{run}/products.xlsx"})
  @Needs(Scope.STOCK_READ)
  View exportStockDifferences(HttpServletRequest request, Caller caller, @PathVariable String run) {
    StockSyncWork.Found found =
        PublicId.look(IdKind.JOB, run, id -> jobs.find(caller.seller(), id))
            .filter(job -> job.kind().equals(StockSyncWork.KIND))
            .flatMap(job -> Optional.ofNullable(StockSyncWork.found(job)))
            .orElseThrow(() -> ProblemException.notFound("comparison", run));
    return PRODUCTS.view(request, page -> new ListExport.Part<>(found.rows(), null));
  }

  private static List<@Nullable Object> cells(StockCheck run) {
    StockSyncWork.Found found = run.found();
    return ListExport.cells(
        run.id(),
        run.job().createdAt(),
        run.sku() == null ? "all" : run.sku(),
        run.job().state().code(),
        run.isDryRun() ? "yes" : "no",
        found == null ? null : found.products(),
        found == null ? null : found.differing(),
        found == null ? null : found.updated(),
        found == null ? null : found.seconds(),
        run.job().actor(),
        run.job().error());
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
              named.get(caller.seller(), Fields.given(product)),
              from.isBlank()
                  ? null
                  : Fields.checked(() -> Times.day("from", from).atStartOfDay(zone).toInstant()),
              force,
              action.equals("compare"),
              new Author(caller.actor(), null));
      jobs.enqueue(caller.seller(), StockSyncWork.job(options, Forms.once(key), caller.actor()));
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
