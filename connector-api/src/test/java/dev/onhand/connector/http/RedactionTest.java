package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.http.HttpCall.Method;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private final Redaction redaction = new Redaction(List.of("s3cr/t \"x", "abc"));

  private static HttpCall call(String type, byte[] body) {
    return new HttpCall(
        Method.POST,
        "/p",
        Map.of("Authorization", "Bearer b"),
        type,
        body,
        true,
        Purpose.PUSH,
        Map.of());
  }

  @Test
  void hidesTheAccountsSecretsHoweverTheyAreWritten() {
    assertThat(redaction.of("{\"a\":\"s3cr/t \\\"x\"} s3cr/t \"x s3cr%2Ft%20%22x czNjci90ICJ4"))
        .isEqualTo("{\"a\":\"***\"} *** *** ***");
    assertThat(redaction.of("an abc is too short to be one")).contains("abc");
  }

  @Test
  void hidesWhatIsCalledLikeASecret() {
    assertThat(redaction.of("{\"access_token\" : \"a\\\"b\", \"apiKey\":\"k\",\"sku\":\"T\"}"))
        .isEqualTo("{\"access_token\" : \"***\", \"apiKey\":\"***\",\"sku\":\"T\"}");
    assertThat(redaction.of("client_secret=x&sku=T&Password=y"))
        .isEqualTo("client_secret=***&sku=T&Password=***");
    assertThat(redaction.of("/p?sku=T&token=x")).isEqualTo("/p?sku=T&token=***");
    assertThat(redaction.of("<ApiPassword a='1'>x</ApiPassword><Sku>T</Sku>"))
        .isEqualTo("<ApiPassword a='1'>***</ApiPassword><Sku>T</Sku>");
  }

  /** As large as a body may be, and of the worst kind: it must not take longer than the call. */
  @Test
  void takesNoLongerForTextThatIsMadeToBeSlow() {
    String slow = "\"token".repeat(Redaction.LENGTH_MAX / 6);
    assertThat(redaction.of(slow)).isEqualTo(slow);
  }

  @Test
  void keepsTheBeginningOfTextAndOnlyTheSizeOfOtherThings() {
    assertThat(redaction.body(call("application/json", new byte[0]))).isEmpty();
    assertThat(redaction.body(call("application/zip", new byte[7])))
        .isEqualTo("(7 bytes of application/zip)");
    assertThat(
            redaction.body(
                call(
                    "application/json",
                    "x".repeat(5_000).getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .hasSize(Redaction.LENGTH_MAX + "\n… (5000 bytes in all)".length())
        .endsWith("(5000 bytes in all)");
    HttpReply reply =
        new HttpReply(
            200,
            Map.of("content-type", List.of("text/plain")),
            new byte[] {'a', 0, 'b'},
            Instant.EPOCH,
            Instant.EPOCH);
    assertThat(redaction.of(Redaction.beginning(reply))).isEqualTo("a\uFFFDb");
  }
}
