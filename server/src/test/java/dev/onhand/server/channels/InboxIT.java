package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.ForgedWebhookException;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.engine.channels.InboxEvent;
import dev.onhand.engine.channels.InboxEvent.State;
import dev.onhand.engine.channels.WebhookDesk;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Response.Header;
import dev.onhand.store.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Medusa shop tells what it sells, in time that stands still: nothing is found by a poll. */
class InboxIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  /** Nobody is there: what is sent is taken where it leaves. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

  private static final byte[] KEY = "a webhook's key of 32 bytes here".getBytes();

  private ChannelRig rig;
  private Account shop;
  private Listing listing;
  private int handedIn;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261127);
    rig.stock("PHONE", 10);
    shop =
        rig.connect(
            "shop",
            Medusa.withKey("sk_1"),
            "medusa",
            Map.of(
                "api_key",
                "sk_1",
                "location",
                "sloc_01M7SANDBOX0000000000000MAIN",
                "webhook_secret",
                "whsec_" + Base64.getEncoder().encodeToString(KEY)));
    listing = shop.shop().list(Item.of("PHONE"), 10);
    shop.webhooks().subscribe(NOWHERE, Signer.standardWebhooks(KEY));
    rig.run();
    rig.shop.pass(Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void takesWhatComesManyTimesAtOnceForOne() throws Exception {
    sell(2);
    Webhooks.Delivery call = told().getFirst();
    try (ExecutorService many = Executors.newFixedThreadPool(16)) {
      List<Callable<Boolean>> calls =
          IntStream.range(0, 16).<Callable<Boolean>>mapToObj(i -> () -> isNew(call)).toList();
      int fresh = 0;
      for (Future<Boolean> each : many.invokeAll(calls)) {
        fresh += each.get() ? 1 : 0;
      }
      assertThat(fresh).isOne();
    }
    rig.run();

    assertThat(events(null))
        .singleElement()
        .satisfies(e -> assertThat(e.deliveries()).isEqualTo(16));
    assertThat(shop.calls().of(Purpose.ORDER_READ)).isOne();
    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(8);
  }

  @Test
  void endsTheSameWhenCallsComeTwiceAndOvertakeEachOther() throws InterruptedException {
    Order order = sell(3);
    shop.faults().next(Fault.WEBHOOK_TWICE, 1);
    rig.shop.pass(Duration.ofSeconds(1));
    shop.faults().next(Fault.WEBHOOK_OVERTAKEN, 1);
    shop.shop().cancel(order.id());
    List<Webhooks.Delivery> calls = told();
    for (Webhooks.Delivery call : calls) {
      isNew(call);
      rig.run();
    }

    assertThat(shop.faults().fired(Fault.WEBHOOK_OVERTAKEN)).isOne();
    assertThat(shop.faults().fired(Fault.WEBHOOK_TWICE)).isOne();
    assertThat(calls).hasSize(3);
    assertThat(events(State.DONE)).hasSize(2);
    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(10);
  }

  @Test
  void findsWhatWasLostByAPoll() throws InterruptedException {
    shop.faults().next(Fault.WEBHOOK_LOST, 1);
    sell(2);
    assertThat(told()).isEmpty();
    assertThat(shop.faults().fired(Fault.WEBHOOK_LOST)).isOne();
    rig.run();
    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(10);

    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    rig.tellListings("PHONE");
    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(8);
  }

  @Test
  void asksMoreRarelyWhileTheShopTellsAndSaysWhenItFallsSilent() throws InterruptedException {
    sell(1);
    isNew(told().getFirst());
    rig.run();
    Instant polledAt = polledAt();
    pass(Duration.ofMinutes(9));
    assertThat(polledAt()).as("it tells, and is not asked").isEqualTo(polledAt);
    pass(Duration.ofMinutes(2));
    assertThat(polledAt()).as("it may have lost something").isAfter(polledAt);
    assertThat(openAlerts()).doesNotContain("channel.webhook_silent");

    shop.faults().next(Fault.WEBHOOK_LOST, 1);
    sell(1);
    assertThat(shop.faults().fired(Fault.WEBHOOK_LOST)).isOne();
    pass(Duration.ofMinutes(17));
    assertThat(openAlerts()).contains("channel.webhook_silent");
    polledAt = polledAt();
    pass(Duration.ofMinutes(2));
    assertThat(polledAt()).as("it is asked as if it told nothing").isAfter(polledAt);

    sell(1);
    isNew(told().getLast());
    pass(Duration.ofMinutes(20));
    assertThat(openAlerts()).doesNotContain("channel.webhook_silent");
    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(7);
  }

  private Instant polledAt() {
    return Objects.requireNonNull(rig.account("shop").orders().polledAt());
  }

  private void pass(Duration time) throws InterruptedException {
    Instant end = rig.shop.clock().instant().plus(time);
    while (rig.shop.clock().instant().isBefore(end)) {
      rig.shop.pass(Duration.ofSeconds(30));
      rig.run();
      rig.tellListings("PHONE");
    }
  }

  @Test
  void keepsNothingOfWhatIsForgedButThatItCame() {
    sell(1);
    Webhooks.Delivery call = told().getFirst();
    for (int at = 0; at < call.body().length; at++) {
      byte[] changed = call.body().clone();
      changed[at] ^= 1;
      assertThat(isRefused(new Webhooks.Delivery(call.id(), NOWHERE, call.headers(), changed)))
          .isTrue();
    }

    assertThat(events(null)).isEmpty();
    assertThat(rig.account("shop").webhooks().refused()).isEqualTo(call.body().length);
    assertThat(rig.account("shop").webhooks().lastAt()).isNull();
  }

  @Test
  void takesWhatWasCaughtAndComesAgainForTheSameAndLaterForForged() throws InterruptedException {
    sell(1);
    Webhooks.Delivery call = told().getFirst();
    assertThat(isNew(call)).isTrue();
    rig.run();
    rig.shop.pass(Duration.ofMinutes(4));
    assertThat(isNew(call)).as("within the time that a signature holds").isFalse();
    rig.shop.pass(Duration.ofMinutes(2));
    assertThat(isRefused(call)).isTrue();
    rig.run();

    assertThat(events(null)).hasSize(1);
    assertThat(shop.calls().of(Purpose.ORDER_READ)).isOne();
  }

  /** It was kept in one commit, and is worked off by whoever comes next. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
  void losesNothingWhenItsWorkerDies(int calls) throws InterruptedException {
    sell(2);
    isNew(told().getFirst());
    rig.dieAfter(calls, calls % 2 == 0);
    rig.run();
    rig.surviveOn();
    rig.shop.pass(Duration.ofMinutes(2)); // the lease of the dead ends
    rig.run();
    rig.tellListings("PHONE");

    assertThat(events(State.DONE)).hasSize(1);
    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(8);
  }

  @Test
  void triesAgainWhatTheChannelDoesNotShowYetAndGivesUpInTheEnd() throws InterruptedException {
    isNew(signed("{\"id\":\"order_never\"}"));
    rig.run();
    assertThat(events(State.WAITING))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.attempts()).isOne();
              assertThat(event.error()).contains("order_never");
            });

    for (int minutes = 0; minutes < 60; minutes++) {
      rig.shop.pass(Duration.ofMinutes(1));
      rig.run();
    }
    InboxEvent dead = events(State.FAILED).getFirst();
    assertThat(openAlerts()).contains("channel.webhook_failed");

    rig.inbox.retry(rig.shop.seller(), dead.id(), rig.shop.clock().instant());
    assertThat(events(State.WAITING)).hasSize(1);
  }

  @Test
  void readsNothingForWhatIsOfNoMeaning() throws InterruptedException {
    sell(1);
    Webhooks.Delivery call = told().getFirst();
    Webhooks.Delivery unknown =
        new Webhooks.Delivery(
            call.id(),
            NOWHERE,
            call.headers().stream()
                .map(
                    header ->
                        header.name().equals("x-medusa-event")
                            ? new Header(header.name(), "product.updated")
                            : header)
                .toList(),
            call.body());
    assertThat(isNew(unknown)).isTrue();
    rig.run();

    assertThat(events(State.DONE)).hasSize(1);
    assertThat(shop.calls().of(Purpose.ORDER_READ)).isZero();
  }

  @Test
  void asksForAllThatChangedWhereACallCannotBeRead() throws InterruptedException {
    shop.faults().next(Fault.WEBHOOK_LOST, 1);
    sell(2);
    isNew(signed("no document"));
    rig.run();
    rig.tellListings("PHONE");

    assertThat(rig.listing("shop", "PHONE").desired().quantity()).isEqualTo(8);
    assertThat(events(State.DONE))
        .singleElement()
        .satisfies(event -> assertThat(event.isUnreadable()).isTrue());
  }

  @Test
  void waitsWhileTheAccountIsPaused() throws InterruptedException {
    set(dev.onhand.engine.channels.Account.State.PAUSED);
    sell(2);
    isNew(told().getFirst());
    rig.run();
    assertThat(events(State.WAITING)).hasSize(1);

    set(dev.onhand.engine.channels.Account.State.ACTIVE);
    rig.run();
    assertThat(events(State.DONE)).hasSize(1);
  }

  /** An order of a listing that nobody read yet waits for it, and is no unmatched line for ever. */
  @Test
  void readsListingsFirstWhereAnOrderIsOfANewOne() throws InterruptedException {
    rig.stock("CASE", 5);
    Listing fresh = shop.shop().list(Item.of("CASE"), 5);
    rig.shop.pass(Duration.ofSeconds(10));
    shop.shop().sell(fresh.id(), 2).orElseThrow();
    isNew(told().getFirst());
    rig.run();
    rig.shop.pass(Duration.ofSeconds(30));
    rig.run();
    rig.tellListings("CASE");

    assertThat(events(State.DONE)).hasSize(1);
    assertThat(rig.listing("shop", "CASE").desired().quantity()).isEqualTo(3);
  }

  private Order sell(int units) {
    return shop.shop().sell(listing.id(), units).orElseThrow();
  }

  /** What the shop sent since this was asked last. */
  private List<Webhooks.Delivery> told() {
    shop.webhooks().deliver();
    List<Webhooks.Delivery> all = shop.webhooks().sent();
    List<Webhooks.Delivery> fresh = all.subList(handedIn, all.size());
    handedIn = all.size();
    return List.copyOf(fresh);
  }

  private Webhooks.Delivery signed(String body) {
    byte[] bytes = body.getBytes();
    List<Header> headers =
        new ArrayList<>(
            Signer.standardWebhooks(KEY).sign("by-hand", rig.shop.clock().instant(), bytes));
    headers.add(new Header("x-medusa-event", "order.placed"));
    return new Webhooks.Delivery("by-hand", NOWHERE, headers, bytes);
  }

  private boolean isNew(Webhooks.Delivery call) {
    Map<String, List<String>> headers = new HashMap<>();
    call.headers()
        .forEach(
            header -> headers.put(header.name().toLowerCase(Locale.ROOT), List.of(header.value())));
    WebhookDesk.Taken taken =
        rig.desk
            .take(
                rig.account("shop").hook(),
                new WebhookRequest(headers, "", call.body(), rig.shop.clock().instant()))
            .orElseThrow();
    return taken.isNew();
  }

  private boolean isRefused(Webhooks.Delivery call) {
    try {
      isNew(call);
      return false;
    } catch (ForgedWebhookException e) {
      return true;
    }
  }

  private void set(dev.onhand.engine.channels.Account.State state) {
    rig.accounts.setState(
        rig.shop.seller(), rig.account("shop").channel(), state, null, rig.shop.clock().instant());
  }

  private List<InboxEvent> events(@Nullable State state) {
    return rig.inbox.list(rig.shop.seller(), "shop", state, PageRequest.first(50)).rows();
  }

  private List<String> openAlerts() {
    return rig.alerts.list(rig.shop.seller(), true, PageRequest.first(50)).rows().stream()
        .map(alert -> alert.kind())
        .toList();
  }
}
