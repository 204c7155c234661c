package dev.onhand.connectors.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connector.http.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of calls that wait for each limit that a connector declares, in virtual time. */
class DocumentedLimitsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final int WINDOWS = 3;

  /** A limit of millions a day is used up in so many calls. */
  private static final int CALLS = 40;

  static Stream<Arguments> rates() {
    return ServiceLoader.load(ConnectorFactory.class).stream()
        .map(factory -> factory.get().descriptor())
        .flatMap(
            kind ->
                kind.limits().rates().stream().map(rate -> Arguments.of(kind.type(), kind, rate)));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rates")
  void usesALimitUpAndNeverMore(String type, ConnectorDescriptor kind, Limits.Rate rate) {
    Line line = new Line(kind.limits(), rate);
    List<Instant> sent = line.send(WINDOWS, NOON);

    int inWindow = line.inWindow(1);
    assertThat(sent).as("%s is not idle", type).hasSize(WINDOWS * inWindow);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(sent.get(i))
          .as("call %d leaves as soon as it may", i)
          .isEqualTo(NOON.plus(rate.window().multipliedBy(i / inWindow)));
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("rates")
  void keepsStillAfterTooManyAndGoesOnAtHalfOfIt(
      String type, ConnectorDescriptor kind, Limits.Rate rate) {
    Line line = new Line(kind.limits(), rate);
    Duration still = line.pacer.throttled(Optional.empty(), NOON);
    assertThat(still).as(type).isEqualTo(kind.limits().throttledWait());
    assertThat(line.take(NOON)).contains(still);

    Instant after = NOON.plus(still);
    assertThat(line.send(1, after)).hasSize(line.inWindow(0.5));
    for (int i = 0; i < 100; i++) {
      line.pacer.answered();
    }
    assertThat(line.send(1, after.plus(rate.window()))).as("again").hasSize(line.inWindow(1));
  }

  /** Calls that count to one rate, of which there are always more. */
  private static final class Line {

    private final Pacer pacer;
    private final Limits.Rate rate;
    private final long cost;

    Line(Limits limits, Limits.Rate rate) {
      this.pacer = new Pacer(limits);
      this.rate = rate;
      this.cost = Math.max(1, rate.units() / CALLS);
    }

    Optional<Duration> take(Instant now) {
      return pacer.take(Map.of(rate.name(), cost), Purpose.PUSH, now);
    }

    /** How many leave within the rate's time where that part of it is used. */
    int inWindow(double share) {
      long units = Math.max(1, (long) (rate.units() * share));
      return (int) Math.max(1, units / cost);
    }

    /** Each that leaves within so many of the rate's times. */
    List<Instant> send(int windows, Instant from) {
      List<Instant> sent = new ArrayList<>();
      Instant now = from;
      while (now.isBefore(from.plus(rate.window().multipliedBy(windows)))) {
        Optional<Duration> wait = take(now);
        if (wait.isEmpty()) {
          sent.add(now);
        }
        now = now.plus(wait.orElse(Duration.ZERO));
      }
      return sent;
    }
  }
}
