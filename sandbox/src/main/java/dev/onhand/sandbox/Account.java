package dev.onhand.sandbox;

import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Onlooker;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.wire.Reply;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import dev.onhand.sandbox.wire.Spoiling;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One account on one marketplace: its truth, its limits, its faults and how often it was called.
 */
public final class Account {
  /** What a throttled client is told where the marketplace tells it. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final URI base;
  private final Shop shop;
  private final Faults faults;
  private final Limits limits;
  private final Calls calls = new Calls();
  private final Later later;
  private final Webhooks webhooks;
  private final Dialect dialect;
  private volatile @Nullable RuntimeException failure;

  Account(
      String name, URI base, Marketplace marketplace, InstantSource clock, RandomGenerator random) {
    this.base = base;
    this.faults = new Faults(clock, random);
    this.limits = new Limits(clock, marketplace.limits());
    this.later = new Later(clock);
    this.webhooks = new Webhooks(clock, faults);
    this.shop = new Shop(name, marketplace.rules(), clock, new Watch());
    this.dialect = marketplace.open(new Site(base, shop, faults, calls, later, random));
  }

  /** Where a client reaches it, without a slash at the end. */
  public URI base() {
    return base;
  }

  public Shop shop() {
    return shop;
  }

  public Faults faults() {
    return faults;
  }

  public Limits limits() {
    return limits;
  }

  public Calls calls() {
    return calls;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  /** What the sandbox itself did wrong; a test should find nothing. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  void settle() {
    synchronized (shop) {
      later.settle();
    }
  }

  Reply answer(Request request) {
    synchronized (shop) {
      try {
        later.settle();
        return reply(request);
      } catch (RuntimeException wrong) {
        failure = wrong;
        return sent(Response.of(500, "text/plain", "The sandbox failed: " + wrong), Spoiling.NONE);
      }
    }
  }

  private Reply reply(Request request) {
    Work work = dialect.understand(request);
    calls.count(work);
    Optional<Fault> instead = faults.first(Fault.BEFORE, work.purpose());
    if (instead.isPresent()) {
      return instead(instead.get(), request);
    }
    Optional<Duration> wait = limits.refuse(work, () -> dialect.refuses(request));
    if (wait.isPresent()) {
      return sent(dialect.throttled(wait), Spoiling.NONE);
    }
    Response response = work.answer().get();
    return faults
        .first(Fault.AFTER, work.purpose())
        .map(fault -> spoiled(fault, response))
        .orElseGet(() -> sent(response, Spoiling.NONE));
  }

  private Reply instead(Fault fault, Request request) {
    return switch (fault) {
      case THROTTLED -> sent(dialect.throttled(Optional.empty()), Spoiling.NONE);
      case THROTTLED_WITH_WAIT ->
          sent(
              dialect.throttled(Optional.of(WAIT)).with("Retry-After", "" + WAIT.toSeconds()),
              Spoiling.NONE);
      case SERVER_ERROR -> sent(dialect.serverError(), Spoiling.NONE);
      case UNAVAILABLE -> sent(Response.html(503, "Service Unavailable"), Spoiling.NONE);
      case HTML_ERROR -> sent(Response.html(502, "Bad Gateway"), Spoiling.NONE);
      case HTML_SUCCESS -> sent(Response.html(200, "Welcome"), Spoiling.NONE);
      case FIREWALL -> sent(dialect.firewall(), Spoiling.NONE);
      case TOKEN_EXPIRED -> sent(dialect.unauthorized(request), Spoiling.NONE);
      case RESET -> sent(Response.json(200, ""), Spoiling.RESET);
      case SILENCE -> sent(Response.json(200, ""), Spoiling.SILENCE);
      default -> throw new IllegalArgumentException(fault + " does not stand in for the work");
    };
  }

  private Reply spoiled(Fault fault, Response response) {
    return switch (fault) {
      case REPLY_LOST -> sent(response, Spoiling.CLOSED);
      case GATEWAY_TIMEOUT -> sent(Response.html(504, "Gateway Timeout"), Spoiling.NONE);
      case SLOW_BODY -> sent(response, Spoiling.SLOW_BODY);
      case ENDLESS_BODY -> sent(response, Spoiling.ENDLESS_BODY);
      case GZIP_BOMB -> sent(response, Spoiling.GZIP_BOMB);
      case TRUNCATED_BODY -> sent(response, Spoiling.TRUNCATED_BODY);
      case BAD_CHUNKING -> sent(response, Spoiling.BAD_CHUNKING);
      default -> throw new IllegalArgumentException(fault + " does not spoil a reply");
    };
  }

  /** Spoils times of change, and tells subscribers. */
  private final class Watch implements Onlooker {
    @Override
    public boolean keepsUpdated() {
      return faults.fires(Fault.STALE_UPDATED_AT, Purpose.OTHER);
    }

    @Override
    public void saw(Happening happening, Order order) {
      dialect.webhook(happening, order).ifPresent(webhooks::tell);
    }
  }

  private Reply sent(Response response, Spoiling spoiling) {
    return new Reply(response, shop.now(), spoiling);
  }
}
