package dev.onhand.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.WebhookCalls;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.events.Event;
import dev.onhand.engine.events.EventPage;
import dev.onhand.engine.events.EventType;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.DeliveryWorker;
import dev.onhand.engine.webhooks.EventForm;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.model.Secret;
import dev.onhand.server.testing.Receiver;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.store.alerts.JdbcAlerts;
import dev.onhand.store.events.JdbcEventFeed;
import dev.onhand.store.leases.Leases;
import dev.onhand.store.secrets.SecretBox;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import dev.onhand.store.webhooks.JdbcDeliveries;
import dev.onhand.store.webhooks.JdbcWebhooks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes tell a receiver that fails, dawdles, asks for less and loses its answers, and both
 * nodes end between sending and noting it: in the end the receiver saw every event that was
 * committed, each under one id with one body (I12).
 */
class DeliverySimulationIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Duration DEADLINE = Duration.ofMillis(150);
  private static final int ROUNDS = 120;

  private final TestSeller seller = TestSeller.create(DATABASE, 2, 1);
  private final JdbcEventFeed feed = new JdbcEventFeed(seller.transactions());
  private final JdbcAlerts alerts = new JdbcAlerts(seller.transactions(), seller.clock());
  private final JdbcDeliveries deliveries = new JdbcDeliveries(seller.transactions());
  private final WebhookCalls calls =
      new WebhookCalls(
          new AddressRules(List.of(AddressRules.Network.parse("127.0.0.0/8"))),
          DEADLINE,
          seller.clock());

  private Receiver receiver;

  @AfterEach
  void close() {
    calls.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261128, 5_318_008})
  void everyCommittedEventArrivesUnderOneId(long seed) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    receiver = new Receiver();
    Secret secret = StandardWebhooks.newSecret(random::nextBytes);
    JdbcWebhooks webhooks =
        new JdbcWebhooks(
            seller.transactions(),
            new SecretBox(SecretBox.newKey(random::nextBytes), random::nextBytes),
            Leases.by(seller.clock()));
    long id = make(webhooks, secret);
    List<Node> nodes =
        List.of(new Node("a", webhooks, id, random), new Node("b", webhooks, id, random));
    receiver.answer(call -> misbehaving(random));

    for (int round = 0; round < ROUNDS; round++) {
      happen(random, round);
      nodes.get(random.nextInt(2)).step();
    }
    receiver.answer(call -> Receiver.Answer.OK);
    settle(webhooks, id, nodes.getFirst());

    Set<String> committed = committed();
    assertThat(committed).hasSizeGreaterThan(ROUNDS / 3);
    assertThat(new TreeSet<>(receiver.ids())).isEqualTo(committed);
    Map<String, String> bodies = new HashMap<>();
    for (Receiver.Call call : receiver.calls()) {
      String body = new String(call.body());
      assertThat(bodies.merge(call.id(), body, (first, again) -> first)).isEqualTo(body);
      Instant signedAt =
          Instant.ofEpochSecond(Long.parseLong(call.headers().get("webhook-timestamp").getFirst()));
      assertThat(call.check(secret.reveal(), signedAt)).isEqualTo(call.id());
    }
    assertThat(receiver.calls())
        .as("some came twice, or nothing was tested")
        .hasSizeGreaterThan(committed.size());
  }

  private void happen(Random random, int round) {
    switch (random.nextInt(5)) {
      case 0, 1 -> seller.record(seller.move(Reason.PURCHASE, 1 + random.nextInt(9), 1, 1));
      case 2 -> alerts.raise(seller.id(), Severity.INFO, "test", "round " + round, "detail");
      case 3 -> seller.clock().advance(Duration.ofSeconds(random.nextInt(120)));
      default -> seller.clock().advance(Duration.ofMinutes(random.nextInt(90)));
    }
  }

  private static Receiver.Answer misbehaving(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Receiver.Answer.of(500);
      case 1 -> Receiver.Answer.CUT;
      case 2 -> new Receiver.Answer(429, Map.of("Retry-After", "30"), "");
      case 3 -> new Receiver.Answer(302, Map.of("Location", "http://127.0.0.1:1/"), "");
      case 4 -> tooLate();
      default -> Receiver.Answer.OK;
    };
  }

  private static Receiver.Answer tooLate() {
    try {
      assertThat(new CountDownLatch(1).await(2 * DEADLINE.toMillis(), TimeUnit.MILLISECONDS))
          .isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Receiver.Answer.OK;
  }

  private long make(JdbcWebhooks webhooks, Secret secret) {
    WebhookData data = new WebhookData(URI.create(receiver.url()), "", Set.of());
    return ((Saving.Saved<Webhook>)
            webhooks.create(seller.id(), data, secret, 0, "tester", seller.clock().instant()))
        .row()
        .id();
  }

  /** Until nothing waits any more. */
  private void settle(JdbcWebhooks webhooks, long id, Node node) throws Exception {
    node.isKilledBetween = false;
    for (int i = 0; i < 200; i++) {
      Instant now = seller.clock().instant();
      if (webhooks.find(seller.id(), id).orElseThrow().state() != Webhook.State.ACTIVE) {
        webhooks.setState(seller.id(), id, Webhook.State.ACTIVE, null, now);
      }
      deliveries.replayFailed(seller.id(), id, now);
      seller.clock().advance(Duration.ofHours(3));
      node.step();
    }
    assertThat(seller.number("select count(*) from webhook_delivery where state <> 'delivered'"))
        .isZero();
  }

  private Set<String> committed() {
    Set<String> ids = new TreeSet<>();
    EventPage page = new EventPage(List.of(), 0, true);
    while (page.hasMore()) {
      page = feed.read(seller.id(), page.next(), EventType.ALL, 100);
      page.events().forEach(event -> ids.add(PublicId.of(IdKind.EVENT, event.number())));
    }
    return ids;
  }

  /** A server. It ends at times after it sent and before it noted that. */
  private final class Node {
    private final String name;
    private final JdbcWebhooks webhooks;
    private final long webhook;
    private final DeliveryWorker worker;
    private boolean isKilledBetween = true;

    Node(String name, JdbcWebhooks webhooks, long webhook, Random random) {
      this.name = name;
      this.webhooks = webhooks;
      this.webhook = webhook;
      this.worker =
          new DeliveryWorker(
              webhooks,
              mortal(random),
              feed,
              new Form(),
              calls,
              alerts,
              verdict -> {},
              random,
              seller.clock());
    }

    private Deliveries mortal(Random random) {
      return (Deliveries)
          Proxy.newProxyInstance(
              Deliveries.class.getClassLoader(),
              new Class<?>[] {Deliveries.class},
              (proxy, method, arguments) -> {
                if (isKilledBetween && method.getName().equals("ended") && random.nextInt(5) == 0) {
                  throw new IllegalStateException("killed");
                }
                try {
                  return method.invoke(deliveries, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    /** Works as long as there is something to do, if the other has not the lease. */
    void step() throws InterruptedException {
      Optional<Lease> lease = webhooks.lease(seller.id(), webhook, name, Duration.ofSeconds(60));
      boolean isBusy = lease.isPresent();
      for (int steps = 0; isBusy && steps < 10; steps++) {
        try {
          isBusy =
              worker.step(webhooks.find(seller.id(), webhook).orElseThrow(), lease.orElseThrow());
        } catch (LeaseLostException e) {
          isBusy = false;
        }
      }
    }
  }

  private record Form() implements EventForm {
    @Override
    public String id(long number) {
      return PublicId.of(IdKind.EVENT, number);
    }

    @Override
    public String json(Event event) {
      return "{\"id\":\"%s\",\"type\":\"%s\"}".formatted(id(event.number()), event.type().code());
    }
  }
}
