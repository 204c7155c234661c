package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Limits.Rate;
import dev.onhand.connector.http.HttpCall.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatedOperationTest {

  private enum Operation implements RatedOperation {
    ORDER("reads of an order", 5, "/shops/%s/orders/%s"),
    CHANGE("changes", 2, "/shops/%s/orders");

    private final Known known;

    Operation(String calls, long units, String path) {
      this.known = new Known(calls, units, Duration.ofSeconds(1), path);
    }

    @Override
    public Known known() {
      return known;
    }
  }

  @Test
  void allOfThemAreTheChannelsRates() {
    assertThat(RatedOperation.rates(Operation.values()))
        .containsExactly(
            new Rate("reads of an order", 5, Duration.ofSeconds(1)),
            new Rate("changes", 2, Duration.ofSeconds(1)));
  }

  @Test
  void aCallIsWhereItIsAndCountsToIt() {
    HttpCall call = Operation.ORDER.get(Purpose.ORDER_READ, 7, "a/b c");

    assertThat(call.path()).isEqualTo("/shops/7/orders/a%2Fb%20c");
    assertThat(call.costs()).isEqualTo(Map.of("reads of an order", 1L));
    assertThat(call.changes()).isFalse();
    assertThat(call.purpose()).isEqualTo(Purpose.ORDER_READ);
  }

  @Test
  void aCallMayCountToSeveral() {
    HttpCall call = Operation.CHANGE.send(Method.POST, "{}", Purpose.PUSH, "x");

    assertThat(call.changes()).isTrue();
    assertThat(new String(call.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(Operation.ORDER.alsoOf(call).costs())
        .isEqualTo(Map.of("changes", 1L, "reads of an order", 1L));
  }

  @Test
  void whatAHeaderIsNotAboutIsNotLearned() {
    HttpCall call =
        Operation.ORDER.alsoOf(Operation.CHANGE.send(Method.POST, "{}", Purpose.PUSH, "x"));
    ReplyRules rules = ReplyRules.USUAL.learning("x-limit", Operation.CHANGE);

    assertThat(rules.perSecond(call, limited("0.5"))).isEqualTo(Map.of("reads of an order", 0.5));
    assertThat(rules.perSecond(call, limited("-1"))).isEmpty();
    assertThat(rules.perSecond(call, limited("many"))).isEmpty();
  }

  private static HttpReply limited(String value) {
    return ReplyRulesTest.reply(200, Map.of("x-limit", value), "");
  }
}
