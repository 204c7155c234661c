package dev.onhand.bench;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.ForwardingDialect;
import dev.onhand.sandbox.ForwardingMarketplace;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.wire.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/** A marketplace that notes when it was asked for orders. */
final class Polled extends ForwardingMarketplace {

  private final InstantSource clock;
  private final NavigableSet<Instant> polls = new ConcurrentSkipListSet<>();

  Polled(Marketplace marketplace, InstantSource clock) {
    super(marketplace);
    this.clock = clock;
  }

  /** When it first showed what was sold then; empty: it did not yet. */
  Optional<Instant> shown(Instant sold) {
    return Optional.ofNullable(polls.ceiling(sold));
  }

  @Override
  protected Dialect around(Dialect dialect, Site site) {
    return new Noting(dialect);
  }

  private final class Noting extends ForwardingDialect {

    Noting(Dialect dialect) {
      super(dialect);
    }

    @Override
    public Work understand(Request request) {
      Work work = super.understand(request);
      if (work.purpose() == Purpose.ORDER_POLL) {
        polls.add(clock.instant());
      }
      return work;
    }
  }
}
