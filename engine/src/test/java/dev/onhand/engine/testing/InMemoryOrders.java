package dev.onhand.engine.testing;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderRules;
import dev.onhand.core.order.Site;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.BackorderQueue;
import dev.onhand.engine.orders.Channel;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Orders of the first seller of an in-memory ledger: planned by the real planner, each as it comes,
 * on the real decisions. Every location is one that orders are sourced from. Thread-safe.
 */
public final class InMemoryOrders implements PlanningLedger {

  private final InMemoryLedger ledger;
  private final Map<Order.Name, OrderState> orders = new LinkedHashMap<>();
  private final Map<Order.Name, List<LogEntry>> logs = new LinkedHashMap<>();

  public InMemoryOrders(InMemoryLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(CommandList list) {
    return ledger.submit(list);
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    return ledger.preview(list);
  }

  @Override
  public <S, R> List<CompletableFuture<R>> submitAll(List<? extends Planning<S, R>> plannings) {
    List<CompletableFuture<R>> answers = new ArrayList<>();
    plannings.forEach(planning -> answers.add(answer(planning)));
    return answers;
  }

  private synchronized <S, R> CompletableFuture<R> answer(Planning<S, R> planning) {
    Order.Name name = (Order.Name) planning.key();
    S state = planning.type().cast(orders.getOrDefault(name, unseen(name)));
    Instant now = ledger.now();
    Planning.Plan<S, R> plan = planning.plan(state, ledger.firstSeller().live(), now);
    List<Outcome> outcomes =
        plan.commands().isEmpty()
            ? List.of()
            : ledger.submit(CommandList.allOrNone(planning.seller(), plan.commands())).join();
    Optional<Outcome.Refused> refused =
        outcomes.stream()
            .filter(Outcome.Refused.class::isInstance)
            .map(Outcome.Refused.class::cast)
            .filter(one -> !(one instanceof Outcome.ListRefused))
            .findFirst();
    if (refused.isPresent()) {
      return CompletableFuture.failedFuture(new PlanRefusedException(refused.get()));
    }
    boolean isRepeated =
        !outcomes.isEmpty()
            && outcomes.stream().allMatch(Outcome.AlreadyRecorded.class::isInstance);
    if (plan.after() instanceof OrderState after && !isRepeated) {
      keep(name, after);
    }
    return CompletableFuture.completedFuture(planning.answer(plan.answer(), isRepeated));
  }

  private void keep(Order.Name name, OrderState after) {
    logs.computeIfAbsent(name, n -> new ArrayList<>()).addAll(after.news());
    orders.put(
        name,
        new OrderState(
            after.id(),
            after.order(),
            after.channel(),
            after.shared(),
            after.logLength(),
            List.of()));
  }

  private OrderState unseen(Order.Name name) {
    List<Site> sites = new ArrayList<>();
    ledger
        .firstSeller()
        .locations()
        .forEach((id, code) -> sites.add(new Site(id, code, 100, null)));
    return new OrderState(
        orders.size() + 1L,
        Order.unseen(name),
        new Channel(1, name.channel(), name.channel(), OrderRules.DEFAULT, 60),
        new OrderState.Shared(sites, Map.of(), Map.of(), Map.of(), BackorderQueue.NONE),
        0,
        List.of());
  }

  /** All orders that were ever seen. */
  public synchronized Collection<OrderState> orders() {
    return List.copyOf(orders.values());
  }

  /** An order that was seen. */
  public synchronized Order order(String channel, String externalId) {
    return orders.get(new Order.Name(channel, externalId)).order();
  }

  /** What was received for an order. */
  public synchronized List<LogEntry> log(String channel, String externalId) {
    return List.copyOf(logs.getOrDefault(new Order.Name(channel, externalId), List.of()));
  }
}
