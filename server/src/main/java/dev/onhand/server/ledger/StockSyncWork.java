package dev.onhand.server.ledger;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.NewJob;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.engine.verification.StockSync;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A synchronisation of levels from movements that somebody put in the queue. */
public final class StockSyncWork implements JobWork {

  public static final String KIND = "stock-sync";

  /** Of so many products that differed a job keeps what was found. */
  private static final int ROWS_KEPT_MAX = 100;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PRODUCT = "product_id";
  private static final String FROM = "from";
  private static final String FORCE = "force";
  private static final String DRY_RUN = "dry_run";

  private final StockSync sync;
  private final Products products;

  StockSyncWork(StockSync sync, Products products) {
    this.sync = sync;
    this.products = products;
  }

  /**
   * What a job found.
   *
   * @param rows of products that differed, the first of them
   */
  public record Found(
      long products, long differing, long updated, double seconds, List<FoundRow> rows) {

    public Found {
      rows = List.copyOf(rows);
    }
  }

  /** Of a product that differed, units on hand by its levels and by its movements. */
  public record FoundRow(
      long number, String sku, String name, long system, long calculated, long movements) {

    public long difference() {
      return system - calculated;
    }
  }

  /** What a job found; null: it is not done. */
  public static @Nullable Found found(Job job) {
    if (job.result() == null) {
      return null;
    }
    JsonNode result = JSON.readTree(job.result());
    List<FoundRow> rows = new ArrayList<>();
    for (JsonNode row : result.path("rows")) {
      rows.add(
          new FoundRow(
              row.path("number").asLong(),
              row.path("sku").asString(""),
              row.path("name").asString(""),
              row.path("system").asLong(),
              row.path("calculated").asLong(),
              row.path("movements").asLong()));
    }
    return new Found(
        result.path("products").asLong(),
        result.path("products_with_discrepancies").asLong(),
        result.path("updated").asLong(),
        result.path("seconds").asDouble(),
        rows);
  }

  /** Whether a job only says what differs. */
  public static boolean isDryRun(Job job) {
    return Boolean.parseBoolean(job.parameters().get(DRY_RUN));
  }

  /** The product that a job is of, as it is named inside; null: all. */
  public static @Nullable ProductId productOf(Job job) {
    String product = job.parameters().get(PRODUCT);
    return product == null ? null : new ProductId(Long.parseLong(product));
  }

  /**
   * The job that does what these options say.
   *
   * @param once of several with the same the first is done; null: each is
   */
  public static NewJob job(StockSync.Options options, @Nullable String once, String actor) {
    Map<String, String> parameters = new HashMap<>();
    if (options.product() != null) {
      parameters.put(PRODUCT, options.product().toString());
    }
    if (options.from() != null) {
      parameters.put(FROM, options.from().toString());
    }
    parameters.put(FORCE, Boolean.toString(options.force()));
    if (options.dryRun()) {
      parameters.put(DRY_RUN, "true");
    }
    return new NewJob(Queue.STOCK_SYNC, KIND, once, parameters, actor);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String undone() {
    return "Levels were not, or not all, computed anew from movements: those that were wrong may still be. Selling goes on.";
  }

  @Override
  public String run(SellerId seller, Job job) {
    Map<String, String> parameters = job.parameters();
    String from = parameters.get(FROM);
    ProductId wanted = productOf(job);
    if (wanted != null && products.find(seller, wanted).isEmpty()) {
      throw new IllegalStateException("there is no product " + wanted);
    }
    StockSync.Report report =
        sync.run(
            seller,
            new StockSync.Options(
                wanted,
                from == null ? null : Instant.parse(from),
                Boolean.parseBoolean(parameters.get(FORCE)),
                isDryRun(job),
                new Author(job.actor(), job.id())));
    if (!report.failures().isEmpty()) {
      throw new IllegalStateException(String.join(" ", report.failures()));
    }
    ObjectNode result =
        JSON.createObjectNode()
            .put("products", report.products())
            .put("products_with_discrepancies", report.productsWithDiscrepancies())
            .put("updated", report.updated())
            .put("seconds", report.duration().toNanos() / 1e9);
    ArrayNode rows = result.putArray("rows");
    report.rows().stream()
        .limit(ROWS_KEPT_MAX)
        .forEach(
            row ->
                rows.addObject()
                    .put("number", row.product().value())
                    .put("sku", row.sku())
                    .put("name", row.name())
                    .put("system", row.system())
                    .put("calculated", row.calculated())
                    .put("difference", row.difference())
                    .put("movements", row.movements()));
    return result.toString();
  }
}
