package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplyRulesTest {

  private static final ReplyRules RULES =
      ReplyRules.USUAL
          .telling("message")
          .meaning(Cause.LOGIN_REFUSED, reply -> reply.status() == 403 && !reply.isHtml())
          .advising(Cause.LOGIN_REFUSED, "authorize it again");

  static HttpReply reply(int status, Map<String, String> headers, String body) {
    return new HttpReply(
        status,
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
        body.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @Test
  void someAnswersMeanWhatTheChannelMeansByThem() {
    assertThat(RULES.why(reply(403, Map.of(), ""))).isEqualTo(Cause.LOGIN_REFUSED);
    assertThat(RULES.why(reply(403, Map.of("content-type", "text/html"), "")))
        .isEqualTo(Cause.TURNED_AWAY);
    assertThat(RULES.why(reply(429, Map.of(), ""))).isEqualTo(Cause.THROTTLED);
  }

  @Test
  void advisesWhereThatIsWhy() {
    String said = "{\"message\":\"no\"}";
    assertThat(RULES.advice(reply(403, Map.of(), said))).isEqualTo("authorize it again");
    assertThat(RULES.advice(reply(401, Map.of(), said))).isEqualTo("authorize it again");
    assertThat(RULES.advice(reply(429, Map.of(), said))).isEqualTo("no");
  }
}
