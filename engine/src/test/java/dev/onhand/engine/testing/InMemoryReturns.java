package dev.onhand.engine.testing;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.journal.Journal;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.journal.JournalPage;
import dev.onhand.engine.orders.OrderFilter;
import dev.onhand.engine.orders.OrderRows;
import dev.onhand.engine.orders.OrderSummary;
import dev.onhand.engine.orders.OrderView;
import dev.onhand.engine.orders.Returns;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Returns of in-memory orders, for those who never book one twice: repeats are not found. */
public final class InMemoryReturns {

  private InMemoryReturns() {}

  public static Returns of(InMemoryOrders orders) {
    return new Returns(orders, new Empty(), new None());
  }

  private record Empty() implements Journal {
    @Override
    public Optional<JournalEntry> find(SellerId seller, MovementId id) {
      return Optional.empty();
    }

    @Override
    public Optional<JournalEntry> find(SellerId seller, MovementKey key) {
      return Optional.empty();
    }

    @Override
    public JournalPage list(SellerId seller, JournalFilter filter, PageRequest page) {
      throw new UnsupportedOperationException();
    }
  }

  private record None() implements OrderRows {
    @Override
    public Optional<OrderView> find(SellerId seller, Order.Name name) {
      return Optional.empty();
    }

    @Override
    public Slice<OrderSummary> list(SellerId seller, OrderFilter filter, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Slice<Named> open(SellerId seller, String channel, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Order.Name> ready(SellerId seller, Instant now, int limit) {
      throw new UnsupportedOperationException();
    }
  }
}
