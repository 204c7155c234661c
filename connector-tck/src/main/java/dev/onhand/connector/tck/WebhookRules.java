package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Response.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the channel tells by calling us. */
abstract class WebhookRules extends Rules {

  /** Nobody is there: what is sent is looked at where it leaves. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

  WebhookRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("asks for the secret of calls where it takes them, and only there")
  void asksForSecret() {
    assertThat(rig().kind.settings().stream().map(it -> it.name()).toList())
        .satisfies(
            names ->
                assertThat(names.contains(ReceivesWebhooks.SECRET))
                    .isEqualTo(rig().connector instanceof ReceivesWebhooks));
  }

  @Test
  @DisplayName("names the order that a call is about")
  void namesOrders() {
    channel().ifPresent(this::namesOrders);
  }

  private void namesOrders(ReceivesWebhooks channel) {
    Webhooks.Delivery call = sale();

    WebhookNotice notice = channel.read(request(call));

    assertThat(notice.orders()).containsExactly(rig().shop.orders().getLast().id());
  }

  @Test
  @DisplayName("names a delivery the same each time it comes, and another otherwise")
  void namesDeliveries() {
    channel().ifPresent(this::namesDeliveries);
  }

  private void namesDeliveries(ReceivesWebhooks channel) {
    Webhooks.Delivery one = sale();
    Webhooks.Delivery other = sale();

    assertThat(channel.read(request(one)).deliveryId())
        .isEqualTo(channel.read(request(one)).deliveryId())
        .isNotEqualTo(channel.read(request(other)).deliveryId());
  }

  @Test
  @DisplayName("refuses a call of which one byte of the body is not what was signed")
  void refusesChangedBodies() {
    channel().ifPresent(this::refusesChangedBodies);
  }

  private void refusesChangedBodies(ReceivesWebhooks channel) {
    Webhooks.Delivery call = sale();
    for (int at = 0; at < call.body().length; at++) {
      byte[] changed = call.body().clone();
      changed[at] ^= 1;
      assertForged(channel, request(call.headers(), changed));
    }
  }

  @Test
  @DisplayName("refuses a call that lacks a header that the channel signs with")
  void refusesMissingHeaders() {
    channel().ifPresent(this::refusesMissingHeaders);
  }

  private void refusesMissingHeaders(ReceivesWebhooks channel) {
    Webhooks.Delivery call = sale();
    List<Header> proofs = rig().signer().sign(call.id(), rig().clock.instant(), call.body());
    for (Header proof : proofs) {
      List<Header> fewer = new ArrayList<>(call.headers());
      fewer.removeIf(header -> header.name().equals(proof.name()));
      assertForged(channel, request(fewer, call.body()));
    }
  }

  @Test
  @DisplayName("refuses every call as long as no secret is set")
  void refusesWithoutSecret() {
    if (channel().isPresent()) {
      Webhooks.Delivery call = sale();
      assertForged((ReceivesWebhooks) rig().without(ReceivesWebhooks.SECRET), request(call));
    }
  }

  @Test
  @DisplayName("goes by the bytes that came, and not by what they would be written anew")
  void checksRawBytes() {
    channel().ifPresent(this::checksRawBytes);
  }

  private void checksRawBytes(ReceivesWebhooks channel) {
    Webhooks.Delivery call = sale();
    byte[] spaced =
        ("\n " + new String(call.body(), StandardCharsets.UTF_8) + " \r\n")
            .getBytes(StandardCharsets.UTF_8);
    List<Header> headers = new ArrayList<>(call.headers());
    List<Header> proofs = rig().signer().sign(call.id(), rig().clock.instant(), spaced);
    proofs.forEach(proof -> headers.removeIf(header -> header.name().equals(proof.name())));
    headers.addAll(proofs);

    assertThat(channel.read(request(headers, spaced)).orders()).hasSize(1);
    assertForged(channel, request(headers, call.body()));
  }

  @Test
  @DisplayName("refuses a call that was caught and comes an hour later, or names it as before")
  void knowsReplays() {
    channel().ifPresent(this::knowsReplays);
  }

  private void knowsReplays(ReceivesWebhooks channel) {
    Webhooks.Delivery call = sale();
    String name = channel.read(request(call)).deliveryId();
    rig().clock.advance(Duration.ofHours(1));
    try {
      assertThat(channel.read(request(call)).deliveryId()).isEqualTo(name);
    } catch (ForgedWebhookException expected) {
      // it signs the time
    }
  }

  @Test
  @DisplayName("takes what it does not know the meaning of, and reads nothing for it")
  void ignoresUnknown() {
    channel().ifPresent(this::ignoresUnknown);
  }

  private void ignoresUnknown(ReceivesWebhooks channel) {
    byte[] body = "{\"never\":\"seen\"}".getBytes(StandardCharsets.UTF_8);
    List<Header> headers = rig().signer().sign("delivery-1", rig().clock.instant(), body);

    assertThat(channel.read(request(headers, body)))
        .satisfies(
            notice -> {
              assertThat(notice.deliveryId()).isNotEmpty();
              assertThat(notice.orders()).isEmpty();
              assertThat(notice.listings()).isEmpty();
            });
  }

  @Test
  @DisplayName("makes no call out when it is called")
  void callsNobody() {
    channel().ifPresent(this::callsNobody);
  }

  private void callsNobody(ReceivesWebhooks channel) {
    Webhooks.Delivery call = sale();
    int before = rig().records.size();
    channel.read(request(call));
    assertThat(rig().records).hasSize(before);
  }

  @Test
  @DisplayName("gives nothing away to who asks an address what is no challenge")
  void answersChallengesOnly() {
    if (rig().connector instanceof AnswersChallenges answers) {
      int before = rig().records.size();
      for (String query : List.of("", "never=seen", "challenge", "challenge_code=", "a=%zz&&=")) {
        WebhookRequest request =
            new WebhookRequest(Map.of(), query, new byte[0], rig().clock.instant());
        assertThat(answers.answer(request)).as(query).isEmpty();
      }
      assertThat(rig().records).hasSize(before);
    }
  }

  /** Empty: the channel calls nobody, and there is nothing to keep. */
  private Optional<ReceivesWebhooks> channel() {
    if (rig().connector instanceof ReceivesWebhooks receives) {
      rig().account.webhooks().subscribe(NOWHERE, rig().signer());
      return Optional.of(receives);
    }
    return Optional.empty();
  }

  /** The last that the channel tells of a sale. */
  private Webhooks.Delivery sale() {
    Listing listing = rig().list(1, 7).getFirst();
    Order order = rig().shop.sell(listing.id(), 1).orElseThrow();
    assertThat(order.id()).isNotEmpty();
    rig().account.webhooks().deliver();
    return rig().account.webhooks().sent().getLast();
  }

  private WebhookRequest request(Webhooks.Delivery call) {
    return request(call.headers(), call.body());
  }

  private WebhookRequest request(List<Header> headers, byte[] body) {
    Map<String, List<String>> byName = new HashMap<>();
    headers.forEach(
        header -> byName.put(header.name().toLowerCase(Locale.ROOT), List.of(header.value())));
    return new WebhookRequest(byName, "", body, rig().clock.instant());
  }

  private static void assertForged(ReceivesWebhooks channel, WebhookRequest request) {
    assertThatThrownBy(() -> channel.read(request)).isInstanceOf(ForgedWebhookException.class);
  }
}
