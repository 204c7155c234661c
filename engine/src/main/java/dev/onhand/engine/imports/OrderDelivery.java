package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.orders.Bringer;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Hands orders in, a piece at a time, and waits while the ledger is busy or away. */
final class OrderDelivery {

  /** What a file is taken apart into. */
  static final int ORDERS_MAX = 500;

  /** The same, in lines. */
  static final int LINES_MAX = 900;

  /**
   * What is handed in at once: as much as the ledger puts into one commit, so that it is decided in
   * its order, and rows that change more than once are written once.
   */
  private static final int WEIGHT_MAX = 2_000;

  private final Orders orders;
  private final FailedOrders failed;
  private final Importer.Pause pause;
  private final ImportRequest request;
  private final Tally tally;

  OrderDelivery(Importer.Ports ports, Importer.Pause pause, ImportRequest request, Tally tally) {
    this.orders = ports.orders();
    this.failed = ports.failed();
    this.pause = pause;
    this.request = request;
    this.tally = tally;
  }

  /** What became of an order. */
  sealed interface Answer {
    record Taken(OrderResult result) implements Answer {}

    record Refused(Outcome.Refused refusal) implements Answer {}
  }

  /**
   * Hands in orders, to be decided in their order, and waits until they are durable. What was not
   * taken is handed in again: an order may come any number of times. What the books refuse is kept
   * among the failed orders.
   *
   * @param line of the file, on which the first begins
   * @return an answer each; null: the ledger could not be reached, which is noted
   */
  @Nullable List<Answer> deliver(List<Orders.Delivery> deliveries, long line)
      throws InterruptedException {
    List<Answer> answers = new ArrayList<>(deliveries.size());
    int from = 0;
    while (from < deliveries.size()) {
      int to = from;
      for (int weight = 0; to < deliveries.size(); to++) {
        weight += weight(deliveries.get(to));
        if (to > from && weight > WEIGHT_MAX) {
          break;
        }
      }
      List<Answer> some = handIn(deliveries.subList(from, to), line);
      if (some == null) {
        return null;
      }
      answers.addAll(some);
      from = to;
    }
    return answers;
  }

  private static int weight(Orders.Delivery delivery) {
    List<OrderSnapshot.Line> lines = delivery.snapshot().lines();
    return 2 + delivery.holds().size() + (lines == null ? 0 : lines.size());
  }

  private @Nullable List<Answer> handIn(List<Orders.Delivery> deliveries, long line)
      throws InterruptedException {
    Patience patience = new Patience(pause);
    while (true) {
      List<CompletableFuture<OrderResult>> futures =
          orders.deliverAll(request.seller(), deliveries, request.actor());
      List<Answer> answers = new ArrayList<>(futures.size());
      ExecutionException failure = null;
      for (CompletableFuture<OrderResult> future : futures) {
        try {
          answers.add(answer(future));
        } catch (ExecutionException e) {
          failure = e;
        }
      }
      if (failure == null) {
        note(deliveries, answers);
        return answers;
      }
      String code = Patience.codeOf(failure);
      if (!patience.lasts()) {
        tally.error(Patience.unreachable(line, code, failure));
        return null;
      }
    }
  }

  private static Answer answer(CompletableFuture<OrderResult> future)
      throws InterruptedException, ExecutionException {
    try {
      return new Answer.Taken(future.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PlanRefusedException refused) {
        return new Answer.Refused(refused.refusal());
      }
      throw e;
    }
  }

  private void note(List<Orders.Delivery> deliveries, List<Answer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      switch (answers.get(i)) {
        case Answer.Taken(OrderResult result) -> {
          tally.taken(result);
          result
              .doubts()
              .forEach(
                  doubt ->
                      tally.warn(
                          "Order %s, %s".formatted(result.order().name().reference(), doubt)));
        }
        case Answer.Refused(Outcome.Refused refusal) -> keep(deliveries.get(i), refusal);
      }
    }
  }

  private void keep(Orders.Delivery delivery, Outcome.Refused refusal) {
    failed.refused(request.seller(), Bringer.FILE, delivery, refusal, request.actor());
  }
}
