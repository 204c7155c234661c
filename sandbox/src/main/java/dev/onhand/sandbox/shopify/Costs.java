package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.Bucket;
import dev.onhand.sandbox.graphql.GraphqlException;
import dev.onhand.sandbox.graphql.Operation;
import dev.onhand.sandbox.graphql.Selection.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What queries cost. How Shopify adds it up is not documented to the point; known is that twenty
 * orders with their lines cost less than the 1,000 that a query may, and fifty more.
 */
final class Costs {
  private static final double CAPACITY = 2_000;
  private static final int QUERY_MAX = 1_000;
  private static final int PER_ORDER = 40;
  private static final int PER_ITEM = 7;
  private static final int PER_NODE = 45;
  private static final int MUTATION = 10;
  private static final int USUAL_FIRST = 50;

  private final Bucket bucket;
  private final double restoreRate;

  /**
   * @param restoreRate points a second, by the shop's plan
   */
  Costs(Instant now, double restoreRate) {
    this.restoreRate = restoreRate;
    bucket = new Bucket(CAPACITY, restoreRate, now);
  }

  static int of(Operation operation) {
    return operation.roots().stream().mapToInt(Costs::of).sum();
  }

  private static int of(Field root) {
    int first = root.argument("first").asInt(USUAL_FIRST);
    return switch (root.name()) {
      case "orders" -> first * PER_ORDER;
      case "inventoryItems" -> first * PER_ITEM;
      case "nodes" -> root.argument("ids").size() * PER_NODE;
      default -> MUTATION;
    };
  }

  static void requireAllowed(int cost) {
    if (cost > QUERY_MAX) {
      throw new GraphqlException(
          200,
          "MAX_COST_EXCEEDED",
          "Query cost is %d, which exceeds %d".formatted(cost, QUERY_MAX));
    }
  }

  Optional<Duration> take(int cost, Instant now) {
    return bucket.take(Math.min(cost, QUERY_MAX), now);
  }

  /** As every answer tells it. */
  void tell(ObjectNode body, int cost, boolean isDone, Instant now) {
    ObjectNode told = body.withObject("/extensions").putObject("cost");
    told.put("requestedQueryCost", cost);
    if (isDone) {
      told.put("actualQueryCost", cost);
    } else {
      told.putNull("actualQueryCost");
    }
    told.putObject("throttleStatus")
        .put("maximumAvailable", CAPACITY)
        .put("currentlyAvailable", (long) bucket.left(now))
        .put("restoreRate", restoreRate);
  }
}
