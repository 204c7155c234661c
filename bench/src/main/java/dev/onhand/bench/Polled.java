package dev.onhand.bench;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/** A marketplace that notes when it was asked for orders. */
final class Polled implements Marketplace {

  private final Marketplace marketplace;
  private final InstantSource clock;
  private final NavigableSet<Instant> polls = new ConcurrentSkipListSet<>();

  Polled(Marketplace marketplace, InstantSource clock) {
    this.marketplace = marketplace;
    this.clock = clock;
  }

  /** When it first showed what was sold then; empty: it did not yet. */
  Optional<Instant> shown(Instant sold) {
    return Optional.ofNullable(polls.ceiling(sold));
  }

  @Override
  public dev.onhand.sandbox.shop.Rules rules() {
    return marketplace.rules();
  }

  @Override
  public List<Limit> limits() {
    return marketplace.limits();
  }

  @Override
  public Dialect open(Site site) {
    return new Noting(marketplace.open(site));
  }

  private final class Noting implements Dialect {
    private final Dialect dialect;

    Noting(Dialect dialect) {
      this.dialect = dialect;
    }

    @Override
    public Work understand(Request request) {
      Work work = dialect.understand(request);
      if (work.purpose() == Purpose.ORDER_POLL) {
        polls.add(clock.instant());
      }
      return work;
    }

    @Override
    public Optional<Duration> refuses(Request request) {
      return dialect.refuses(request);
    }

    @Override
    public Response throttled(Optional<Duration> wait) {
      return dialect.throttled(wait);
    }

    @Override
    public Response unauthorized(Request request) {
      return dialect.unauthorized(request);
    }

    @Override
    public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
      return dialect.webhook(happening, order);
    }

    @Override
    public Response serverError() {
      return dialect.serverError();
    }

    @Override
    public Response firewall() {
      return dialect.firewall();
    }
  }
}
