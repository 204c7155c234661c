package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By the example of the specification's reference libraries. */
class StandardWebhooksTest {

  private static final Optional<Secret> SECRET =
      Optional.of(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String BODY = "{\"test\": 2432232314}";

  private final Map<String, List<String>> headers =
      new HashMap<>(
          Map.of(
              "webhook-id",
              List.of(ID),
              "webhook-timestamp",
              List.of("1614265330"),
              "webhook-signature",
              List.of(SIGNATURE)));
  private String body = BODY;
  private Instant now = SENT;

  @Test
  void takesTheExampleByteForByte() {
    assertThat(check()).isEqualTo(ID);
  }

  @Test
  void takesASecretWithoutItsPrefix() {
    assertThat(
            StandardWebhooks.check(
                Optional.of(Secret.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")), request()))
        .isEqualTo(ID);
  }

  @Test
  void takesOneOfSeveralSignatures() {
    headers.put("webhook-signature", List.of("v1,AAAA v1a,zzz " + SIGNATURE + " v2,x"));
    assertThat(check()).isEqualTo(ID);
  }

  @Test
  void refusesTheSameDocumentWrittenOtherwise() {
    body = BODY.replace(" ", "");
    assertForged("not that of this body");
  }

  @Test
  void refusesAnotherIdOrTimeThanWasSigned() {
    headers.put("webhook-id", List.of("msg_other"));
    assertForged("not that of this body");
    headers.put("webhook-id", List.of(ID));
    headers.put("webhook-timestamp", List.of("1614265331"));
    assertForged("not that of this body");
  }

  @Test
  void refusesAnotherSecret() {
    assertThatThrownBy(
            () ->
                StandardWebhooks.check(
                    Optional.of(Secret.of("whsec_" + "A".repeat(32))), request()))
        .isInstanceOf(ForgedWebhookException.class);
  }

  @Test
  void refusesWhatLacksAHeaderOrHasOneTwice() {
    headers.remove("webhook-signature");
    assertForged("webhook-signature is missing");
    headers.put("webhook-signature", List.of(SIGNATURE, SIGNATURE));
    assertForged("webhook-signature is missing");
  }

  @Test
  void refusesWhatIsMoreThanFiveMinutesOff() {
    now = SENT.plusSeconds(300);
    assertThat(check()).isEqualTo(ID);
    now = SENT.plusSeconds(301);
    assertForged("check the clocks");
    now = SENT.minusSeconds(301);
    assertForged("check the clocks");
  }

  @Test
  void refusesTimesAndSignaturesThatAreNone() {
    headers.put("webhook-timestamp", List.of("yesterday"));
    assertForged("not that of this body");
    headers.put("webhook-timestamp", List.of("1614265330"));
    headers.put("webhook-signature", List.of("v1,***"));
    assertForged("not that of this body");
  }

  @Test
  void saysThatASecretIsMissingOrNone() {
    assertThatThrownBy(() -> StandardWebhooks.check(Optional.empty(), request()))
        .hasMessageContaining("no webhook_secret");
    assertThatThrownBy(
            () -> StandardWebhooks.check(Optional.of(Secret.of("whsec_short")), request()))
        .hasMessageContaining("24 to 64 bytes")
        .hasMessageNotContaining("whsec_short");
  }

  @Test
  void signsTheExampleByteForByte() {
    assertThat(
            StandardWebhooks.sign(
                List.of(SECRET.orElseThrow()), ID, SENT, body.getBytes(StandardCharsets.UTF_8)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "webhook-id", ID,
                "webhook-timestamp", "1614265330",
                "webhook-signature", SIGNATURE));
  }

  @Test
  void signsWithTheOldSecretAndTheNewWhileOneIsChanged() {
    Secret fresh = StandardWebhooks.newSecret(key -> Arrays.fill(key, (byte) 7));
    assertThat(fresh.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=");
    StandardWebhooks.sign(
            List.of(fresh, SECRET.orElseThrow()), ID, SENT, body.getBytes(StandardCharsets.UTF_8))
        .forEach((name, value) -> headers.put(name, List.of(value)));
    assertThat(check()).isEqualTo(ID);
    assertThat(StandardWebhooks.check(Optional.of(fresh), request())).isEqualTo(ID);
  }

  private String check() {
    return StandardWebhooks.check(SECRET, request());
  }

  private WebhookRequest request() {
    return new WebhookRequest(headers, "", body.getBytes(StandardCharsets.UTF_8), now);
  }

  private void assertForged(String why) {
    assertThatThrownBy(this::check)
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessageContaining(why);
  }
}
