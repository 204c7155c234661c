package dev.onhand.connectors.ownshop;

import static dev.onhand.connectors.contracts.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.Hmac;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.model.Effect;
import dev.onhand.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OwnShopMappingTest {

  private static final QuantityUpdate UPDATE =
      new QuantityUpdate(new ListingRef("1001", "MUG-1"), 7, null, "attempt-1");

  /** Every status of the contract, and words of a shop's own. */
  @ParameterizedTest
  @CsvSource({
    "draft, IGNORE",
    "pending, HOLD",
    "paid, RESERVE",
    "shipped, FULFIL",
    "cancelled, RELEASE",
    "returned, RETURN",
    "Paid, RESERVE",
    "bezahlt, RESERVE",
    "BEZAHLT, RESERVE",
    "in Bearbeitung, RESERVE",
    "verschickt, FULFIL",
    "a=b, RELEASE",
    "canceled,",
    "awaiting_sunrise,"
  })
  void aStatusMeansWhatTheContractAndTheSettingsSay(String status, Effect effect) {
    OwnShopMapping mapping =
        mapping(
            "status_words",
            "bezahlt=paid, In Bearbeitung = paid,verschickt=shipped, a=b=cancelled,");

    RemoteOrder order = mapping.order(json(order(status, "")));

    assertThat(OwnShopConnectorFactory.DESCRIPTOR.effect(order.status()))
        .isEqualTo(Optional.ofNullable(effect));
    if (effect == null) {
      assertThat(order.status()).as("is handed on as it is").isEqualTo(status);
    }
  }

  @Test
  void anOrderIsReadWithItsCounts() {
    assertThat(
            mapping().order(json(order("paid", ",\"cancelled\":1,\"shipped\":\"1\"")))) // as text
        .isEqualTo(
            new RemoteOrder(
                "500001",
                "paid",
                Instant.parse("2026-11-28T07:20:11Z"),
                null,
                null,
                List.of(new RemoteOrder.Line("1", null, "MUG-1", null, 3, 1, 1, 0, null)),
                null,
                null));
  }

  @Test
  void linesWithoutAnIdOfTheirOwnGoByTheirSku() {
    String lines = "[{\"sku\":\"A\",\"quantity\":2},{\"sku\":\"A\",\"quantity\":3}]";
    String order =
        "{\"id\":7,\"status\":\"paid\",\"created_at\":\"2026-11-28T08:20:11Z\",\"lines\":%s}";

    assertThat(mapping("line_id", "/sku").order(json(order.formatted(lines))).lines())
        .containsExactly(new RemoteOrder.Line("A", null, "A", null, 5, 0, 0, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"id\":\"1\",\"status\":\"paid\",\"created_at\":\"2026-11-28T08:20:11Z\"}",
        "{\"id\":\"1\",\"status\":\"paid\",\"created_at\":\"2026-11-28T08:20:11Z\",\"lines\":{}}",
        "{\"id\":\"1\",\"status\":\"paid\",\"created_at\":\"yesterday\",\"lines\":[]}",
        "{\"id\":\"1\",\"status\":\"paid\",\"lines\":[]}",
        "{\"id\":\"\",\"status\":\"paid\",\"created_at\":\"2026-11-28T08:20:11Z\",\"lines\":[]}",
        "{\"id\":{},\"status\":\"paid\",\"created_at\":\"2026-11-28T08:20:11Z\",\"lines\":[]}",
        "{\"id\":\"1\",\"status\":null,\"created_at\":\"2026-11-28T08:20:11Z\",\"lines\":[]}"
      })
  void anOrderThatIsNoneIsNotGuessed(String order) {
    assertThatThrownBy(() -> mapping().order(json(order))).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"two\"", "true", "{}", "99999999999999999999"})
  void unitsAreWholeNumbers(String units) {
    assertThatThrownBy(() -> mapping().order(json(order("paid", ",\"shipped\":" + units))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertThatThrownBy(() -> mapping().order(json(order("paid", ",\"shipped\":\"two\""))))
        .hasMessage("there is no whole number at /shipped");
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12, true, ACTIVE",
    "'\"12\"', 12, 1, ACTIVE",
    "12.0, 12, null, ACTIVE",
    "-3, -3, '\"yes\"', ACTIVE",
    "0, 0, false, PAUSED",
    "null, , 0, PAUSED",
    "'\"\"', , '\"No\"', PAUSED"
  })
  void aListingIsReadAsItIsWritten(String quantity, Long read, String active, State state) {
    RemoteListing listing =
        mapping()
            .listing(
                json(
                    "{\"id\":1001,\"sku\":\"\",\"quantity\":%s,\"active\":%s}"
                        .formatted(quantity, active)));

    assertThat(listing)
        .isEqualTo(
            new RemoteListing(
                new ListingRef("1001", null), List.of(), null, "", null, state, read));
  }

  @ParameterizedTest
  @CsvSource({"404, UNKNOWN_LISTING", "409, NOT_EDITABLE", "422, BAD_QUANTITY", "400, OTHER"})
  void aRefusalIsToldInTheWordsOfTheShop(int status, Refusal reason) {
    assertThat(outcome(status, "{\"error\":\"Not today.\"}"))
        .isEqualTo(new Refused(reason, "Not today."));
    assertThat(outcome(status, "")).isEqualTo(new Refused(reason, "the shop answered " + status));
  }

  @Test
  void whatIsShownAfterAPushIsWhatTheShopSays() {
    assertThat(outcome(200, "{\"quantity\":5}")).isEqualTo(new Applied(5));
    assertThat(outcome(200, "{\"ok\":true}")).isEqualTo(new Applied(7));
    assertThat(outcome(204, "")).isEqualTo(new Applied(7));
    assertThat(outcome(202, "{\"quantity\":5}")).isEqualTo(new Unconfirmed(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK", "{\"quantity\":5", "{\"quantity\":\"five\"}", "{} {}"})
  void anAnswerToAPushThatCannotBeReadSaysNothing(String body) {
    assertThatThrownBy(() -> outcome(200, body)).isInstanceOf(RuntimeException.class);
  }

  private static PushOutcome outcome(int status, String body) {
    return mapping().outcomes(reply(status, body), List.of(UPDATE)).getFirst();
  }

  private static final String CALL =
      "{\"id\":\"event-81\",\"event\":\"order.changed\",\"order_id\":\"500001\"}";

  /** By {@code openssl dgst -sha256 -hmac 'a webhook secret of 32 characters'}. */
  private static final String HEX =
      "e4eb7f2425edfc8a521928025736654bc5782ffc7fac3b1e171a7cc47fdd8827";

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEX,
        "sha256=" + HEX,
        "E4EB7F2425EDFC8A521928025736654BC5782FFC7FAC3B1E171A7CC47FDD8827",
        "5Ot/JCXt/IpSGSgCVzZlS8V4L/x/rDseFxp8xH/diCc=",
        "sha256=5Ot/JCXt/IpSGSgCVzZlS8V4L/x/rDseFxp8xH/diCc="
      })
  void aCallIsProvedByItsBytes(String signature) {
    assertThat(told(signature, CALL))
        .isEqualTo(new WebhookNotice("event-81", "order.changed", List.of("500001"), List.of()));
    assertForged(signature, CALL + "\n");
    assertForged(signature, CALL.replace("500001", "500002"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256=", "sha1=" + HEX, "%", "e4eb7f24", "AAAA"})
  void aCallWithoutARightSignatureIsForged(String signature) {
    assertForged(signature, CALL);
  }

  @Test
  void aCallMayNameAListingAndHaveNoIdOfItsOwn() {
    OwnShopMapping mapping = mapping("webhook_header", "X-Hash");
    String body = "{\"listing_id\":1001}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String signature = Hmac.hexSha256(Secret.of("a webhook secret of 32 characters"), bytes);

    WebhookNotice notice =
        mapping.notice(
            new WebhookRequest(Map.of("x-hash", List.of(signature)), "", bytes, Instant.EPOCH));

    assertThat(notice.listings()).containsExactly("1001");
    assertThat(notice.orders()).isEmpty();
    assertThat(notice.deliveryId()).startsWith("sha256:").hasSize(71);
  }

  private static WebhookNotice told(String signature, String body) {
    return mapping()
        .notice(
            new WebhookRequest(
                Map.of("x-onhand-signature", List.of(signature)),
                "",
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH));
  }

  private static void assertForged(String signature, String body) {
    assertThatThrownBy(() -> told(signature, body)).isInstanceOf(ForgedWebhookException.class);
  }

  private static String order(String status, String ofLine) {
    return "{\"id\":500001,\"status\":\"%s\",\"created_at\":\"2026-11-28T08:20:11+01:00\",\"country\":\"de\",\"lines\":[{\"id\":1,\"sku\":\"MUG-1\",\"quantity\":3%s}]}"
        .formatted(status, ofLine);
  }

  static JsonNode json(String text) {
    return OwnShopDocuments.JSON.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  static OwnShopMapping mapping(String... more) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < more.length; i += 2) {
      given.put(more[i], more[i + 1]);
    }
    given.put("webhook_secret", "a webhook secret of 32 characters");
    return new OwnShopMapping(
        Settings.of(
            OwnShopConnectorFactory.DESCRIPTOR.settings(),
            OwnShopContractTest.settings(URI.create("https://shop.example"), given)));
  }
}
