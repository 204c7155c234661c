package dev.onhand.server.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Breaker;
import dev.onhand.engine.channels.ChannelObserver;
import dev.onhand.engine.channels.Connectors;
import dev.onhand.engine.channels.LagCount;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Paces;
import dev.onhand.engine.channels.Push;
import dev.onhand.server.operations.MetricsSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What channels tell those who watch them. Labels are channels, purposes and outcomes, never
 * listings. Channels of several sellers that are called the same count as one.
 */
final class ChannelMetrics implements ChannelObserver, MetricsSource {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelMetrics.class);

  private static final Duration[] CALL_TIMES = {
    Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
    Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5), Duration.ofSeconds(15)
  };

  private static final double MILLIS = 1_000.0;

  private final MeterRegistry registry;
  private final Sellers sellers;
  private final Accounts accounts;
  private final Listings listings;
  private final Connectors connectors;
  private final Paces paces;
  private final InstantSource clock;
  private final Timer took;
  private final Timer lag;
  private final MultiGauge backlog;
  private final MultiGauge drain;
  private final MultiGauge circuit;
  private final MultiGauge left;
  private final MultiGauge drifting;
  private final MultiGauge dead;

  ChannelMetrics(
      MeterRegistry registry,
      Sellers sellers,
      Accounts accounts,
      Listings listings,
      Connectors connectors,
      Paces paces,
      InstantSource clock) {
    this.registry = registry;
    this.sellers = sellers;
    this.accounts = accounts;
    this.listings = listings;
    this.connectors = connectors;
    this.paces = paces;
    this.clock = clock;
    took =
        Timer.builder("onhand.push.duration")
            .description("How long a call took that told listings their numbers")
            .serviceLevelObjectives(CALL_TIMES)
            .register(registry);
    lag =
        Timer.builder("onhand.listing.lag")
            .description("From when a listing should show a number until its channel confirmed it")
            .serviceLevelObjectives(LagCount.BOUNDS.bounds().toArray(Duration[]::new))
            .register(registry);
    backlog = gauge("onhand.push.backlog", "Listings that should be told another number");
    drain =
        gauge(
            "onhand.channel.drain.seconds",
            "How long until orders are in and listings told, if nothing more comes");
    circuit = gauge("onhand.circuit.state", "0: called, 1: half open, 2: open, not called");
    left = gauge("onhand.rate.limit.remaining.ratio", "What is left of limits and budget, 0 to 1");
    drifting = gauge("onhand.drift.listings", "Listings of which a difference is open");
    dead = gauge("onhand.jobs.dead.letter", "Listings that are told nothing until a person acts");
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  @Override
  public void called(Account account, List<CallRecord> calls) {
    for (CallRecord call : calls) {
      String purpose = call.call().purpose().name().toLowerCase(Locale.ROOT);
      Counter.builder("onhand.channel.calls")
          .description("Calls of channels that left this node, by what they were for")
          .tags("channel", account.code(), "purpose", purpose)
          .register(registry)
          .increment();
    }
  }

  @Override
  public void pushed(Account account, Duration time) {
    took.record(time);
  }

  @Override
  public void answered(Account account, Push.Answered answer) {
    String outcome = outcome(answer);
    Counter.builder("onhand.push.attempts")
        .description("Numbers that this node told listings, by what came of them")
        .tags("channel", account.code(), "outcome", outcome)
        .register(registry)
        .increment();
    if (LagCount.isConfirmed(answer)) {
      lag.record(LagCount.lag(answer));
    }
  }

  private static String outcome(Push.Answered answer) {
    return switch (answer.outcome()) {
      case PushOutcome.Applied applied -> LagCount.isConfirmed(answer) ? "confirmed" : "failed";
      case PushOutcome.Refused refused -> "rejected";
      case PushOutcome.Deferred deferred ->
          deferred.cause() == Cause.THROTTLED ? "throttled" : "failed";
      case PushOutcome.Unconfirmed unconfirmed ->
          unconfirmed.requestId() == null ? "unknown" : "submitted";
    };
  }

  /** How the channels of a code stand. */
  private record Standing(
      long backlog, double drain, int circuit, double left, long drifting, long dead) {

    static Standing both(Standing one, Standing other) {
      return new Standing(
          one.backlog + other.backlog,
          Math.max(one.drain, other.drain), // not a number: not known of one
          Math.max(one.circuit, other.circuit),
          Math.min(one.left, other.left),
          one.drifting + other.drifting,
          one.dead + other.dead);
    }
  }

  /** Metrics that cannot be looked up now stay as they were. */
  @Override
  public void refresh() {
    try {
      Map<String, Standing> standings = standings();
      show(backlog, standings, Standing::backlog);
      show(drain, standings, Standing::drain);
      show(circuit, standings, Standing::circuit);
      show(left, standings, Standing::left);
      show(drifting, standings, Standing::drifting);
      long letters = standings.values().stream().mapToLong(Standing::dead).sum();
      dead.register(List.of(MultiGauge.Row.of(Tags.of("kind", "push"), letters)), true);
    } catch (RuntimeException e) {
      LOG.debug("the channels' metrics cannot be looked up", e);
    }
  }

  private Map<String, Standing> standings() {
    Instant now = clock.instant();
    Map<String, Standing> standings = new TreeMap<>();
    for (Seller seller : sellers.all()) {
      List<Account> all = accounts.list(seller.id());
      Map<Long, Listings.Backlog> waiting =
          listings.backlogs(seller.id(), all.stream().map(Account::channel).toList());
      List<@Nullable Duration> drains =
          paces.drains(
              seller.id(),
              all,
              account -> Objects.requireNonNull(waiting.get(account.channel())).due(),
              now);
      for (int i = 0; i < all.size(); i++) {
        Account account = all.get(i);
        Listings.Backlog waits = Objects.requireNonNull(waiting.get(account.channel()));
        standings.merge(
            account.code(), standing(account, waits, drains.get(i), now), Standing::both);
      }
    }
    return standings;
  }

  private Standing standing(
      Account account, Listings.Backlog waits, @Nullable Duration drained, Instant now) {
    int state =
        switch (Breaker.of(account.health(), now)) {
          case CLOSED -> 0;
          case HALF_OPEN -> 1;
          case OPEN -> 2;
        };
    return new Standing(
        waits.due(),
        drained == null ? Double.NaN : drained.toMillis() / MILLIS,
        state,
        connectors.leftRatio(account),
        waits.drifting(),
        waits.dead());
  }

  private static void show(
      MultiGauge gauge, Map<String, Standing> standings, ToDoubleFunction<Standing> value) {
    gauge.register(
        standings.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                one ->
                    MultiGauge.Row.of(
                        Tags.of("channel", one.getKey()), value.applyAsDouble(one.getValue())))
            .toList(),
        true);
  }
}
