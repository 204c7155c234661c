package dev.onhand.server.leases;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.ForwardingDialect;
import dev.onhand.sandbox.ForwardingMarketplace;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.concurrent.atomic.AtomicInteger;

/** A marketplace that notes how many pushes are under way at once. */
final class WatchedPushes extends ForwardingMarketplace {

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  WatchedPushes(Marketplace marketplace) {
    super(marketplace);
  }

  int underWay() {
    return underWay.get();
  }

  /** The most that ever were. */
  int most() {
    return most.get();
  }

  @Override
  protected Dialect around(Dialect dialect, Site site) {
    return new Watching(dialect);
  }

  private final class Watching extends ForwardingDialect {

    Watching(Dialect dialect) {
      super(dialect);
    }

    @Override
    public Work understand(Request request) {
      Work work = super.understand(request);
      return work.purpose() == Purpose.PUSH
          ? new Work(work.purpose(), work.lines(), () -> answer(work))
          : work;
    }
  }

  private Response answer(Work push) {
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      return push.answer().get();
    } finally {
      underWay.decrementAndGet();
    }
  }
}
