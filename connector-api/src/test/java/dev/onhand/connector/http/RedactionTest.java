package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.http.HttpCall.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * As large as what is looked at, and of the worst kinds: it must not take longer than the call.
   */
  @ParameterizedTest
  @ValueSource(strings = {"\"token", "token", "\"tokentokentoken", "&token", "<token "})
  void takesNoLongerForTextThatIsMadeToBeSlow(String part) {
    String slow = "\"" + part.repeat(Redaction.LOOKED_AT_MAX / part.length());
    assertThat(redaction.of(slow)).isEqualTo(slow);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void keepsTheBeginningOfTextAndOnlyTheSizeOfOtherThings() {
    assertThat(redaction.body(call("application/json", new byte[0]))).isEmpty();
    assertThat(redaction.body(call("application/zip", new byte[7])))
        .isEqualTo("(7 bytes of application/zip)");
    assertThat(redaction.body(call("application/json", bytes("x".repeat(Redaction.LENGTH_MAX)))))
        .isEqualTo("x".repeat(Redaction.LENGTH_MAX));
    for (int size : new int[] {Redaction.LENGTH_MAX + 1, Redaction.LOOKED_AT_MAX + 1}) {
      assertThat(redaction.body(call("application/json", bytes("x".repeat(size)))))
          .isEqualTo("x".repeat(Redaction.LENGTH_MAX) + "\n… (%d bytes in all)".formatted(size));
    }
    HttpReply reply =
        new HttpReply(
            200,
            Map.of("content-type", List.of("text/plain")),
            new byte[] {'a', 0, 'b'},
            Instant.EPOCH,
            Instant.EPOCH);
    assertThat(redaction.of(Redaction.beginning(reply))).isEqualTo("a\uFFFDb");
  }

  /** Wherever the body is cut, and however short what is before it becomes by masking. */
  @Test
  void keepsNoHalfOfASecretThatIsCut() {
    String secret = "s3cr/t-that-is-long-enough-to-be-seen";
    Redaction of = new Redaction(List.of(secret, "short-one"));
    for (String before : List.of("x", "short-one ", "\"token\":\"\",")) {
      for (int end : new int[] {Redaction.LENGTH_MAX, Redaction.LOOKED_AT_MAX}) {
        for (int from = end - secret.length(); from <= end; from++) {
          String filled = before.repeat(end / before.length()) + "x".repeat(before.length());
          String body = filled.substring(0, from) + secret + "y".repeat(2 * end);
          assertThat(of.body(call("text/plain", bytes(body))))
              .doesNotContain("s3c")
              .endsWith("… (%d bytes in all)".formatted(body.length()));
        }
      }
    }
  }

  /** It would be refused by the database. */
  @Test
  void keepsNoHalfOfACharacter() {
    String body = "x" + "\uD83D\uDE00".repeat(Redaction.LENGTH_MAX);
    assertThat(redaction.body(call("text/plain", bytes(body)))).contains("\uFFFD\n…");
  }
}
