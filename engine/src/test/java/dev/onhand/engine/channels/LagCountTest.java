package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagCountTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void countsWhatIsConfirmedByDayAndByHowLongItTook() {
    List<LagCount> counts =
        LagCount.of(
            7,
            List.of(
                answered(new PushOutcome.Applied(3), NOON, Duration.ofMillis(500)),
                answered(new PushOutcome.Applied(3), NOON, Duration.ofMillis(501)),
                answered(
                    new PushOutcome.Applied(3), NOON.plus(Duration.ofDays(1)), Duration.ofDays(2)),
                answered(new PushOutcome.Applied(4), NOON, Duration.ofMillis(1)),
                answered(
                    new PushOutcome.Refused(Refusal.OTHER, "no"), NOON, Duration.ofMillis(1))));

    assertThat(counts)
        .extracting(LagCount::channel, LagCount::day)
        .containsExactly(
            tuple(7L, LocalDate.of(2026, 11, 20)), tuple(7L, LocalDate.of(2026, 11, 21)));
    assertThat(LagCount.BOUNDS.p95(counts.getFirst().pushes())).hasValue(Duration.ofSeconds(1));
    assertThat(counts.getFirst().pushes().get(2)).as("half a second").isOne();
    assertThat(counts.getLast().pushes().getLast()).as("longer than all bounds").isOne();
    assertThat(LagCount.BOUNDS.p95(counts.getLast().pushes())).isEmpty();
  }

  private static Push.Answered answered(PushOutcome outcome, Instant at, Duration lag) {
    QuantityUpdate update = new QuantityUpdate(new ListingRef("1", null), 3, null, "push-1");
    Push push = new Push(1, 1, update, null, at.minus(lag), at.minus(lag));
    return new Push.Answered(push, outcome, Push.KnownBy.ANSWER, at, at);
  }
}
