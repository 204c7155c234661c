package dev.onhand.store.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.webhooks.Deliveries.NewDelivery;
import dev.onhand.engine.webhooks.Deliveries.Result;
import dev.onhand.engine.webhooks.Deliveries.Sending;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.engine.webhooks.Verdict;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.model.Secret;
import dev.onhand.store.leases.Leases;
import dev.onhand.store.secrets.SecretBox;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcDeliveriesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Result ARRIVED = new Result(new Verdict.Arrived(), 204, "");

  private final TestSeller seller = TestSeller.create(DATABASE, 1, 1);
  private final JdbcDeliveries deliveries = new JdbcDeliveries(seller.transactions());
  private final JdbcWebhooks webhooks =
      new JdbcWebhooks(
          seller.transactions(),
          new SecretBox(
              SecretBox.newKey(bytes -> Arrays.fill(bytes, (byte) 1)),
              bytes -> Arrays.fill(bytes, (byte) 2)),
          Leases.by(seller.clock()));
  private long id;

  @BeforeEach
  void make() {
    WebhookData data = new WebhookData(URI.create("https://receiver.example/"), "", Set.of());
    id =
        ((Saving.Saved<Webhook>)
                webhooks.create(seller.id(), data, Secret.of("whsec_present"), 0, "tester", now()))
            .row()
            .id();
  }

  @Test
  void letsOneNodeAtATimeWorkIt() {
    Lease first = lease("a").orElseThrow();
    assertThat(lease("b")).isEmpty();
    collect(first, 1, 2);

    seller.clock().advance(LEASE.plusSeconds(1));
    Lease second = lease("b").orElseThrow();
    assertThatThrownBy(() -> claim(first, 1)).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> collect(first, 3)).isInstanceOf(LeaseLostException.class);
    assertThat(claim(second, 10)).extracting(Sending::event).containsExactly(1L, 2L);
  }

  @Test
  void letsTheNextWorkItAtOnceWhereNobodyElseIsThere() {
    Lease first = lease("a").orElseThrow();
    webhooks.endLeases(seller.id());
    assertThat(lease("b")).isPresent();
    assertThatThrownBy(() -> claim(first, 1)).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void givesEachDeliveryToOneOfManyWhoClaimAtOnce() throws Exception {
    Lease lease = lease("a").orElseThrow();
    collect(lease, LongStream.rangeClosed(1, 60).toArray());
    List<Callable<List<Sending>>> claims = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      claims.add(() -> claim(lease, 10));
    }
    List<Sending> claimed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<List<Sending>> answer : threads.invokeAll(claims)) {
        claimed.addAll(answer.get());
      }
    }
    assertThat(claimed).extracting(Sending::event).doesNotHaveDuplicates().hasSize(60);
  }

  @Test
  void sendsAgainWhatWasClaimedAndNotNoted() {
    Lease lease = lease("a").orElseThrow();
    collect(lease, 7);
    Sending first = claim(lease, 1).getFirst();
    assertThat(claim(lease, 1)).isEmpty();

    seller.clock().advance(LEASE);
    Sending again = claim(lease("a").orElseThrow(), 1).getFirst();
    assertThat(again.event()).isEqualTo(first.event());
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.attempt()).isEqualTo(2);
    deliveries.ended(webhook(), again, ARRIVED, null, now());
    assertThat(deliveries.attempts(seller.id(), again.delivery()))
        .extracting(Delivery.Attempt::endedAt)
        .containsExactly(null, now());
  }

  @Test
  void believesALateAnswerThatItArrivedAndNoOther() {
    Lease lease = lease("a").orElseThrow();
    collect(lease, 7);
    Sending late = claim(lease, 1).getFirst();
    seller.clock().advance(LEASE);
    Sending newer = claim(lease("a").orElseThrow(), 1).getFirst();

    Result failed = new Result(new Verdict.GivenUp(), 500, "");
    deliveries.ended(webhook(), late, failed, null, now());
    assertThat(state(newer)).isEqualTo(Delivery.State.WAITING);
    deliveries.ended(webhook(), late, ARRIVED, null, now());
    assertThat(state(newer)).isEqualTo(Delivery.State.DELIVERED);
  }

  @Test
  void makesNoSecondDeliveryOfWhatIsReplayed() {
    Lease lease = lease("a").orElseThrow();
    collect(lease, 1, 2);
    claim(lease, 2).forEach(sending -> deliveries.ended(webhook(), sending, ARRIVED, null, now()));
    webhooks.rewind(seller.id(), id, 0, now());
    collect(lease, 1, 2, 3);

    assertThat(deliveries.list(seller.id(), id, null, PageRequest.first(10)).rows())
        .extracting(Delivery::event)
        .containsExactly(3L, 2L, 1L);
    assertThat(claim(lease, 10)).extracting(Sending::attempt).containsExactly(2, 2, 1);
  }

  /** Who rewound it meanwhile is not overruled by the page that was read before. */
  @Test
  void keepsToARewindThatCameMeanwhile() {
    Lease lease = lease("a").orElseThrow();
    collect(lease, 5);
    Webhook read = webhook();
    webhooks.rewind(seller.id(), id, 2, now());
    deliveries.collect(read, lease, List.of(made(6)), 6, now());
    assertThat(webhook().collectedTo()).isEqualTo(2);
    assertThat(deliveries.untried(seller.id(), id)).isOne();
  }

  @Test
  void forgetsWhatEndedLongAgoAndNothingElse() {
    Lease lease = lease("a").orElseThrow();
    collect(lease, 1, 2);
    deliveries.ended(webhook(), claim(lease, 1).getFirst(), ARRIVED, null, now());
    Instant before = now().plusSeconds(1);
    assertThat(deliveries.forgetBefore(seller.id(), before)).isOne();
    assertThat(deliveries.forgetBefore(seller.id(), before)).isZero();
    assertThat(deliveries.list(seller.id(), id, null, PageRequest.first(10)).rows())
        .extracting(Delivery::event)
        .containsExactly(2L);
  }

  @Test
  void signsWithTheOldSecretUntilItsEnd() {
    Instant end = now().plusSeconds(10);
    webhooks.rotate(seller.id(), id, Secret.of("whsec_new"), end, now());
    assertThat(webhooks.secrets(seller.id(), id, now()))
        .extracting(Secret::reveal)
        .containsExactly("whsec_new", "whsec_present");
    assertThat(webhooks.secrets(seller.id(), id, end))
        .extracting(Secret::reveal)
        .containsExactly("whsec_new");
  }

  @Test
  void readsNoSecretThatWasCopiedToAnotherWebhook() {
    long first = id;
    make();
    seller.damage(
        """
        update webhook target set secret = source.secret from webhook source
        where target.webhook_id = %d and source.webhook_id = %d
        """
            .formatted(id, first));
    assertThatThrownBy(() -> webhooks.secrets(seller.id(), id, now()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its row was changed");
  }

  private Instant now() {
    return seller.clock().instant();
  }

  private Webhook webhook() {
    return webhooks.find(seller.id(), id).orElseThrow();
  }

  private Optional<Lease> lease(String node) {
    return webhooks.lease(seller.id(), id, node, LEASE);
  }

  private static NewDelivery made(long event) {
    return new NewDelivery(event, "alert.opened", "{\"event\":" + event + "}");
  }

  private void collect(Lease lease, long... events) {
    deliveries.collect(
        webhook(),
        lease,
        LongStream.of(events).mapToObj(JdbcDeliveriesIT::made).toList(),
        events[events.length - 1],
        now());
  }

  private List<Sending> claim(Lease lease, int max) {
    return deliveries.claim(webhook(), lease, max, now(), LEASE);
  }

  private Delivery.State state(Sending sending) {
    return deliveries.find(seller.id(), id, sending.delivery()).orElseThrow().state();
  }
}
