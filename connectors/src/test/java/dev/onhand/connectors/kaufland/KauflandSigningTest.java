package dev.onhand.connectors.kaufland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.AnswersChallenges.Answer;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.Settings;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the test vector that was computed and checked elsewhere. */
class KauflandSigningTest {

  private static final String VECTOR_SECRET =
      "a7d0cb1da1ddbc86c96ee5fedd341b7d8ebfbb2f5c83cfe0909f4e57f05dd403";
  private static final String VECTOR_SIGNATURE =
      "da0b65f51c0716c1d3fa658b7eaf710583630a762a98c9af8e9b392bd9df2e2a";

  @Test
  void signsByTheTextOfASecretThatLooksHexadecimal() {
    Settings settings =
        Settings.of(
            KauflandConnectorFactory.DESCRIPTOR.settings(),
            Map.of("client_key", "any", "secret_key", VECTOR_SECRET));
    HttpCall call =
        new HttpCall(
            Method.POST, "/units/", Map.of(), null, new byte[0], true, Purpose.PUSH, Map.of());

    assertThat(
            new KauflandSigning(settings, () -> Instant.ofEpochSecond(1_411_055_926))
                .signed(call)
                .headers())
        .containsEntry("Shop-Timestamp", "1411055926")
        .containsEntry("Shop-Signature", VECTOR_SIGNATURE);
  }

  @Test
  void aCallIsProvedByteForByte() {
    KauflandSigning signing = signing("https://sellerapi.kaufland.com/v2/units/");

    assertThat(signing.check(signed("1411055926", VECTOR_SIGNATURE, "")))
        .isEqualTo(VECTOR_SIGNATURE);
    assertForged(signing, signed("1411055926", VECTOR_SIGNATURE, " "), "the signature is not");
    assertForged(signing, signed("1411055927", VECTOR_SIGNATURE, ""), "the signature is not");
    assertForged(
        signing("https://sellerapi.kaufland.com/v2/units"),
        signed("1411055926", VECTOR_SIGNATURE, ""),
        "the signature is not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "zz", "da0b65f51c0716c1d3fa658b7eaf7105"})
  void aCallWithoutARightSignatureIsForged(String signature) {
    KauflandSigning signing = signing("https://sellerapi.kaufland.com/v2/units/");

    assertThatThrownBy(() -> signing.check(signed("1411055926", signature, "")))
        .isInstanceOf(ForgedWebhookException.class);
  }

  @Test
  void aCallOfLongAgoIsForged() {
    KauflandSigning signing = signing("https://sellerapi.kaufland.com/v2/units/");
    WebhookRequest request = signed("1411055926", VECTOR_SIGNATURE, "");

    assertForged(
        signing,
        new WebhookRequest(
            request.headers(), "", request.body(), Instant.ofEpochSecond(1_411_055_926 + 301)),
        "check the clocks");
  }

  @Test
  void nothingIsProvedWithoutTheAddressThatIsCalled() {
    assertForged(
        signing(""), signed("1411055926", VECTOR_SIGNATURE, ""), "webhook_address is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mode=subscribe&challenge=", "challenge="})
  void anAddressIsProvedByGivingTheChallengeBack(String query) {
    assertThat(signing("https://a.example").answer(asked(query + "8f-AZ_09.x%3D")))
        .hasValue(new Answer("text/plain", "8f-AZ_09.x="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mode=subscribe",
        "mode=subscribe&challenge=",
        "mode=unsubscribe&challenge=1",
        "mode=subscribe&challenge=%3Cscript%3E",
        "mode=subscribe&challenge=a%0D%0Ab",
        "mode=subscribe&challenge=%C3%A9"
      })
  void nothingElseIsGivenBack(String query) {
    assertThat(signing("https://a.example").answer(asked(query))).isEmpty();
    assertThat(signing("https://a.example").answer(asked("challenge=" + "x".repeat(257))))
        .isEmpty();
  }

  @Test
  void nothingIsGivenBackWhereItIsNotToCall() {
    Settings settings =
        Settings.of(
            KauflandConnectorFactory.DESCRIPTOR.settings(),
            Map.of("client_key", "any", "secret_key", "another"));
    assertThat(new KauflandSigning(settings, () -> Instant.EPOCH).answer(asked("challenge=1")))
        .isEmpty();
  }

  private static WebhookRequest asked(String query) {
    return new WebhookRequest(Map.of(), query, new byte[0], Instant.EPOCH);
  }

  private static KauflandSigning signing(String address) {
    return new KauflandSigning(
        Settings.of(
            KauflandConnectorFactory.DESCRIPTOR.settings(),
            Map.of(
                "client_key",
                "any",
                "secret_key",
                "another",
                "webhook_secret",
                VECTOR_SECRET,
                "webhook_address",
                address)),
        () -> Instant.EPOCH);
  }

  private static WebhookRequest signed(String time, String signature, String body) {
    return new WebhookRequest(
        Map.of("shop-timestamp", List.of(time), "shop-signature", List.of(signature)),
        "",
        body.getBytes(StandardCharsets.UTF_8),
        Instant.ofEpochSecond(1_411_055_926));
  }

  private static void assertForged(KauflandSigning signing, WebhookRequest request, String said) {
    assertThatThrownBy(() -> signing.check(request))
        .isInstanceOf(ForgedWebhookException.class)
        .hasMessageContaining(said);
  }
}
