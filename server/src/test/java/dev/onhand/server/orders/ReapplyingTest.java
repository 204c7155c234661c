package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.engine.orders.LogEntry.UnitsMoved;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReapplyingTest {

  private static final SellerId SELLER = new SellerId(1);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T09:00:00Z"));
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> hopeless = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final List<String> applied = new ArrayList<>();
  private final Reapplying reapplying =
      new Reapplying(
          new Waiting(),
          new Orders(new Applying()),
          new LedgerCalls(new Applying(), Duration.ofSeconds(1)),
          clock);

  @Test
  void appliesAPieceAtATimeInOrder() {
    IntStream.range(0, 300).mapToObj(Integer::toString).forEach(waiting::add);
    List<String> all = List.copyOf(waiting);
    assertThat(reapplying.apply(SELLER)).isTrue();
    assertThat(applied).isEqualTo(all.subList(0, 200));
    assertThat(reapplying.apply(SELLER)).isFalse();
    assertThat(applied).isEqualTo(all);
  }

  @Test
  void goesPastThoseForWhichNothingCanBeDone() {
    IntStream.range(0, 250).mapToObj(Integer::toString).forEach(waiting::add);
    hopeless.addAll(waiting);
    waiting.add("last");
    reapplying.apply(SELLER);
    reapplying.apply(SELLER);
    assertThat(applied).contains("last").doesNotHaveDuplicates();
  }

  @Test
  void triesThemAgainAfterEverLongerRests() {
    waiting.add("1");
    hopeless.add("1");
    refused.add("1");
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second <= 200; second++) {
      int before = applied.size();
      reapplying.apply(SELLER);
      if (applied.size() > before) {
        seconds.add(second);
      }
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(seconds).containsExactly(0, 1, 3, 7, 15, 31, 63, 123, 183);
  }

  private final class Waiting implements OrderRows {
    @Override
    public List<Order.Name> ready(SellerId seller, Instant now, int limit) {
      return waiting.stream().limit(limit).map(id -> new Order.Name("web", id)).toList();
    }

    @Override
    public Optional<OrderView> find(SellerId seller, Order.Name name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Slice<OrderSummary> list(SellerId seller, OrderFilter filter, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Slice<Named> open(SellerId seller, String channel, PageRequest page) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Applying implements PlanningLedger {
    @Override
    public <S, R> List<CompletableFuture<R>> submitAll(List<? extends Planning<S, R>> plannings) {
      return plannings.stream().<CompletableFuture<R>>map(this::apply).toList();
    }

    @SuppressWarnings("unchecked")
    private <S, R> CompletableFuture<R> apply(Planning<S, R> planning) {
      Order.Name name = (Order.Name) planning.key();
      applied.add(name.externalId());
      if (refused.contains(name.externalId())) {
        return CompletableFuture.failedFuture(
            new PlanRefusedException(new Outcome.ListRefused(0, "test")));
      }
      boolean isHopeless = hopeless.contains(name.externalId());
      if (!isHopeless) {
        waiting.remove(name.externalId());
      }
      UnitsMoved moved = new UnitsMoved(isHopeless ? 0 : 1, 0, 0, 0, 0, 0);
      return (CompletableFuture<R>)
          CompletableFuture.completedFuture(
              new OrderResult(1, Order.unseen(name), null, moved, Map.of()));
    }

    @Override
    public CompletableFuture<List<Outcome>> submit(CommandList list) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Outcome>> preview(CommandList list) {
      throw new UnsupportedOperationException();
    }
  }
}
