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
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A synchronisation of levels from movements that somebody put in the queue. */
final class StockSyncWork implements JobWork {

  static final String KIND = "stock-sync";
  private static final String PRODUCT = "product_id";
  private static final String FROM = "from";
  private static final String FORCE = "force";

  private final StockSync sync;
  private final Products products;

  StockSyncWork(StockSync sync, Products products) {
    this.sync = sync;
    this.products = products;
  }

  /** The job that does what these options say. */
  static NewJob job(StockSync.Options options, String actor) {
    Map<String, String> parameters = new HashMap<>();
    if (options.product() != null) {
      parameters.put(PRODUCT, options.product().toString());
    }
    if (options.from() != null) {
      parameters.put(FROM, options.from().toString());
    }
    parameters.put(FORCE, Boolean.toString(options.force()));
    return new NewJob(Queue.STOCK_SYNC, KIND, null, parameters, actor);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String run(SellerId seller, Job job) {
    Map<String, String> parameters = job.parameters();
    String product = parameters.get(PRODUCT);
    String from = parameters.get(FROM);
    ProductId wanted = product == null ? null : new ProductId(Long.parseLong(product));
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
                false,
                new Author(job.actor(), job.id())));
    if (!report.failures().isEmpty()) {
      throw new IllegalStateException(String.join(" ", report.failures()));
    }
    return JsonMapper.shared()
        .createObjectNode()
        .put("products", report.products())
        .put("products_with_discrepancies", report.productsWithDiscrepancies())
        .put("updated", report.updated())
        .put("seconds", report.duration().toNanos() / 1e9)
        .toString();
  }
}
