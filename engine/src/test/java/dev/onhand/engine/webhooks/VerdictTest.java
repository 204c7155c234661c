package dev.onhand.engine.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.WebhookCalls.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As Standard Webhooks 1.0.0 recommends. */
class VerdictTest {

  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  private static final Outcome NO_ANSWER = new Outcome.NoAnswer("no whole answer in 15 s");

  private static Outcome answered(int status, Map<String, List<String>> headers) {
    return new Outcome.Answered(new HttpReply(status, headers, new byte[0], NOW, NOW));
  }

  private static Outcome answered(int status) {
    return answered(status, Map.of());
  }

  private static Duration pause(Outcome outcome, int attempt, double chance) {
    return Duration.between(NOW, ((Verdict.Again) Verdict.of(outcome, attempt, chance, NOW)).at());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void takesASuccessForArrived(int status) {
    assertThat(Verdict.of(answered(status), 1, 0, NOW)).isEqualTo(new Verdict.Arrived());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 304, 400, 401, 404, 500, 503})
  void triesAgainWhatIsNoSuccessAlsoARedirect(int status) {
    assertThat(Verdict.of(answered(status), 1, 0, NOW))
        .isEqualTo(new Verdict.Again(NOW.plusSeconds(5), false));
  }

  @Test
  void waitsAsTheStandardSays() {
    assertThat(IntStream.rangeClosed(1, 9).mapToObj(attempt -> pause(NO_ANSWER, attempt, 0)))
        .extracting(Duration::toString)
        .containsExactly(
            "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H");
    assertThat(Verdict.of(NO_ANSWER, 10, 0, NOW)).isEqualTo(new Verdict.GivenUp());
  }

  @Test
  void waitsALittleLongerByChance() {
    assertThat(pause(NO_ANSWER, 1, 0.5)).isEqualTo(Duration.ofMillis(5_500));
    assertThat(pause(NO_ANSWER, 1, 1)).isEqualTo(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 504})
  void sendsLessToWhoAsksForLess(int status) {
    assertThat(Verdict.of(answered(status), 1, 0, NOW))
        .isEqualTo(new Verdict.Again(NOW.plusSeconds(5), true));
  }

  @Test
  void waitsAtLeastAsLongAsItIsTold() {
    assertThat(pause(answered(429, Map.of("retry-after", List.of("90"))), 1, 0))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(pause(answered(503, Map.of("retry-after", List.of("90"))), 3, 0))
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void stopsWhereNobodyWantsMore() {
    assertThat(Verdict.of(answered(410), 1, 0, NOW)).isEqualTo(new Verdict.Gone());
  }
}
