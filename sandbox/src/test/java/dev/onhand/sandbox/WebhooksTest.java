package dev.onhand.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop.Wanted;
import dev.onhand.sandbox.wire.Listener;
import dev.onhand.sandbox.wire.Reply;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import dev.onhand.sandbox.wire.Spoiling;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private final List<Request> received = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private final Listener receiver = new Listener(0, this::receive);
  private final URI target = URI.create("http://127.0.0.1:" + receiver.port() + "/hooks?a=b");
  private final Sandbox sandbox = new Sandbox(new HandClock(), 1);
  private final Account account = sandbox.open("shop", Medusa.withKey("sk_1"));
  private String item;

  @BeforeEach
  void subscribe() {
    item = account.shop().list(Item.of("A"), 50).id();
    account.webhooks().subscribe(target, Signer.hmacSha256("x-signature", "key"));
  }

  @AfterEach
  void close() {
    sandbox.close();
    receiver.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void eventsOfAnOrderAreToldInTheirOrder() {
    Order order = account.shop().sell(item, 2).orElseThrow();
    account.shop().cancel(order.id(), order.lines().getFirst().number(), 1);
    account.shop().ship(order.id());
    account.shop().takeBack(order.id(), order.lines().getFirst().number(), 1);
    assertThat(received).as("nothing is sent by itself").isEmpty();

    assertThat(sandbox.deliverWebhooks()).isEqualTo(4);

    assertThat(events())
        .containsExactly(
            "order.placed", "order.updated", "order.fulfillment_created", "order.return_received");
    assertThat(received.getFirst().text()).isEqualTo("{\"id\":\"" + order.id() + "\"}");
    assertThat(received.getFirst().query()).isEqualTo("a=b");
    assertThat(sandbox.deliverWebhooks()).isZero();
  }

  /** The well-known answer for this key and text. */
  @Test
  void bodyIsSigned() {
    byte[] body = "The quick brown fox jumps over the lazy dog".getBytes();
    assertThat(Signer.hmacSha256("x", "key").sign("1", Instant.EPOCH, body).getFirst().value())
        .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  }

  /** The example of the specification's reference libraries. */
  @Test
  void standardWebhooksSignIdTimeAndBody() {
    byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Signer signer = Signer.standardWebhooks(secret);
    List<Response.Header> headers =
        signer.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1614265330),
            "{\"test\": 2432232314}".getBytes());
    assertThat(headers)
        .extracting(Response.Header::name)
        .containsExactly("webhook-id", "webhook-timestamp", "webhook-signature");
    assertThat(headers.getLast().value())
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void webhookMayBeLostOrComeTwiceOrOvertakeAnother() {
    account.faults().next(Fault.WEBHOOK_LOST, 1);
    place();
    account.faults().next(Fault.WEBHOOK_TWICE, 1);
    Order twice = place();
    account.faults().next(Fault.WEBHOOK_OVERTAKEN, 1);
    Order overtaking = place();

    sandbox.deliverWebhooks();

    assertThat(received.stream().map(Request::text))
        .containsExactly(body(twice), body(overtaking), body(twice));
    assertThat(account.webhooks().sent().getFirst().id())
        .isEqualTo(account.webhooks().sent().getLast().id());
  }

  @Test
  void refusedWebhookIsSentAgainEightTimesInAll() {
    place();
    status = 500;
    for (int attempt = 1; attempt <= 10; attempt++) {
      sandbox.deliverWebhooks();
    }
    assertThat(received).hasSize(8);
    assertThat(account.webhooks().waiting()).isZero();
  }

  @Test
  void receiverThatIsDownLosesNothingAtFirst() {
    account.webhooks().subscribe(URI.create("http://127.0.0.1:1/"), Signer.hmacSha256("x", "k"));
    place();
    sandbox.deliverWebhooks();
    assertThat(account.webhooks().waiting()).isOne();
    assertThat(received).isEmpty();
  }

  @Test
  void oldWebhookCanBeReplayedAndAForgedOneSent() {
    place();
    sandbox.deliverWebhooks();
    Webhooks.Delivery old = account.webhooks().sent().getFirst();
    assertThat(account.webhooks().send(old)).isTrue();
    status = 401;
    assertThat(
            account
                .webhooks()
                .send(
                    new Webhooks.Delivery(old.id(), target, old.headers(), new byte[] {'{', '}'})))
        .isFalse();
    assertThat(received).hasSize(3);
  }

  @Test
  void nothingIsToldWithoutASubscription() {
    account.webhooks().unsubscribe();
    place();
    assertThat(sandbox.deliverWebhooks()).isZero();
  }

  private Order place() {
    return account.shop().place(List.of(new Wanted(item, 1))).orElseThrow();
  }

  private static String body(Order order) {
    return "{\"id\":\"" + order.id() + "\"}";
  }

  private List<String> events() {
    return received.stream().map(it -> it.header("x-medusa-event").orElse("")).toList();
  }

  private Reply receive(Request request) {
    received.add(request);
    return new Reply(Response.json(status, "{}"), Instant.EPOCH, Spoiling.NONE);
  }
}
