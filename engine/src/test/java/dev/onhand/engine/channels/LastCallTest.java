package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.Redaction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastCallTest {

  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final LastCall.News news = new LastCall.News(new Redaction(List.of("hush-hush")));

  private static CallRecord call(Purpose purpose, int second, int status, String answer) {
    Instant at = START.plusSeconds(second);
    HttpReply reply =
        new HttpReply(
            status,
            Map.of("content-type", List.of("application/json")),
            answer.getBytes(StandardCharsets.UTF_8),
            at,
            at);
    @Nullable Cause why = status == 200 ? null : Cause.UNAVAILABLE;
    return new CallRecord(HttpCall.get("/things", purpose), at, at, status, why, null, null, reply);
  }

  private List<String> told() {
    return news.take().stream()
        .map(last -> last.purpose() + " " + last.isFailed() + " " + last.said().answer())
        .toList();
  }

  @Test
  void seesOrdersWithoutWhatIsNobodysBusinessAndNoSecret() {
    news.add(
        call(
            Purpose.ORDERS_POLL,
            0,
            200,
            "{\"orders\":[{\"id\":7,\"email\":\"ann@example.org\",\"sku\":\"hush-hush\"}]}"));
    news.add(call(Purpose.LISTINGS_READ, 0, 200, "{\"title\":\"a mug\",\"note\":\"hush-hush\"}"));
    assertThat(told())
        .anySatisfy(
            orders ->
                assertThat(orders)
                    .contains("\"id\" : 7", "\"email\" : \"***\"", "\"sku\" : \"***\""))
        .anySatisfy(
            listing ->
                assertThat(listing)
                    .isEqualTo("LISTINGS_READ false {\"title\":\"a mug\",\"note\":\"***\"}"))
        .hasSize(2);
  }

  @Test
  void seesOnceAMinuteWhatIsAsExpectedAndAtOnceWhatIsNot() {
    news.add(call(Purpose.LISTINGS_READ, 0, 200, "first"));
    assertThat(told()).containsExactly("LISTINGS_READ false first");
    news.add(call(Purpose.LISTINGS_READ, 59, 200, "second"));
    news.add(call(Purpose.LISTINGS_READ, 59, 503, "down"));
    news.add(call(Purpose.ORDERS_POLL, 59, 503, "still down"));
    assertThat(told())
        .containsExactlyInAnyOrder("LISTINGS_READ true down", "ORDERS_POLL true still down");
    news.add(call(Purpose.LISTINGS_READ, 60, 200, "third"));
    assertThat(told()).containsExactly("LISTINGS_READ false third");
    assertThat(told()).isEmpty();
  }

  @Test
  void leavesOutWhatLogsInAndWhatTellsQuantities() {
    news.add(call(Purpose.LOGIN, 0, 200, "a token"));
    news.add(call(Purpose.PUSH, 0, 503, "kept elsewhere"));
    assertThat(told()).isEmpty();
  }
}
