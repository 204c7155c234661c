package dev.onhand.engine.channels;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.onhand.connector.Access;
import dev.onhand.connector.ConfirmsPushes;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.Limits;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.ReadsListing;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alerts;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A channel that takes a number in, and never says what became of it. */
class PusherTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Push PUSH =
      new Push(
          1,
          2,
          new QuantityUpdate(new ListingRef("A", "A"), 7, null, "push-1"),
          "feed-1",
          NOON,
          NOON);

  private static final ConnectorDescriptor DESCRIPTOR =
      new ConnectorDescriptor(
          "silent",
          "Silent",
          List.of(),
          new Access("A key.", "No scopes."),
          Set.of(),
          new StockSemantics(TakesOff.AT_ORDER, PutsBack.YES, 1_000),
          new Limits(1, List.of(), Duration.ofSeconds(1)),
          Map.of(),
          URI.create("https://shop.example/docs"));

  private final List<Push.Answered> answers = new ArrayList<>();

  @Test
  void asksAgainAsLongAsTheChannelMayStillBeAtWork() throws InterruptedException {
    assertThat(settle(NOON.plus(Duration.ofMinutes(59)))).isTrue();
    assertThat(answers).isEmpty();
  }

  @Test
  void readsBackWhatAChannelDoesNotSayTheEndOf() throws InterruptedException {
    assertThat(settle(NOON.plus(Duration.ofMinutes(61)))).as("nothing is open").isFalse();
    assertThat(answers)
        .extracting(Push.Answered::outcome, Push.Answered::by)
        .containsExactly(tuple(new Applied(3), Push.KnownBy.READING));
  }

  /** Another may have found out meanwhile that they did not arrive, and told newer ones. */
  @Test
  void sendsNoNumbersThatItTookBeforeItStoodStill() throws InterruptedException {
    assertThat(sent(NOON.plusSeconds(5), 5)).as("at once").isTrue();
    assertThat(sent(NOON.plusSeconds(6), 6)).isFalse();
    assertThat(sent(NOON.plusSeconds(1), 6)).as("and the clock was set back meanwhile").isFalse();
    assertThat(sent(NOON.plusSeconds(6), 0)).as("as its machine slept").isFalse();
    assertThat(sent(NOON.minusMillis(1), 0)).as("taken in a time to come").isFalse();
  }

  /** Whether what was taken at noon is sent. */
  private boolean sent(Instant now, long seconds) throws InterruptedException {
    Iterator<Instant> times = List.of(NOON, now).iterator();
    Iterator<Long> passed = List.of(0L, SECONDS.toNanos(seconds)).iterator();
    Pusher pusher =
        new Pusher(
            listings(),
            new Holding(
                only(HeldChanges.class, "follow", a -> new HeldChanges.Left(null, 0)),
                only(Alerts.class, "close", a -> null)),
            account -> {},
            new Paces(() -> false),
            ChannelObserver.NONE,
            () -> times.hasNext() ? times.next() : now,
            passed::next);
    try {
      return pusher.push(account(), new Lease(1), DESCRIPTOR, new Silent()) == 0;
    } catch (Sent e) {
      return true;
    }
  }

  private boolean settle(Instant now) throws InterruptedException {
    Pusher pusher =
        new Pusher(
            listings(),
            null, // only pushing needs it
            account -> {},
            new Paces(() -> false),
            ChannelObserver.NONE,
            InstantSource.fixed(now),
            () -> 0);
    return pusher.settle(account(), new Lease(1), new Silent());
  }

  private Listings listings() {
    return fake(
        Listings.class,
        Map.of(
            "attempted",
            arguments -> List.of(PUSH),
            "take",
            arguments -> List.of(PUSH),
            "answered",
            arguments -> {
              ((List<?>) arguments[3]).forEach(answer -> answers.add((Push.Answered) answer));
              return false;
            }));
  }

  private static <T> T only(Class<T> type, String method, Function<Object[], Object> answer) {
    return fake(type, Map.of(method, answer));
  }

  static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> methods) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!methods.containsKey(method.getName())) {
                throw new UnsupportedOperationException(method.getName());
              }
              return methods.get(method.getName()).apply(arguments);
            }));
  }

  static Account account() {
    return account(1, Account.State.ACTIVE);
  }

  static Account account(long channel, Account.State state) {
    return account(
        channel,
        state,
        new Account.Orders(null, null, null, null, null, null),
        new Account.Reading(null, null, null, 0, null, null));
  }

  static Account account(
      long channel, Account.State state, Account.Orders orders, Account.Reading reading) {
    return new Account(
        new SellerId(1),
        channel,
        "shop",
        "silent",
        Map.of(),
        false,
        List.of(),
        state,
        null,
        NOON,
        Account.ShadowTime.NEVER,
        new StockSemantics(TakesOff.AT_ORDER, PutsBack.YES, 1_000),
        Duration.ofMinutes(1),
        AccountBudget.NONE,
        true,
        Duration.ZERO,
        new Account.Webhooks("key", null, 0, null, null),
        orders,
        reading,
        new Account.Health(null, 0, null, null),
        new Account.Pace(null, 1, List.of()),
        new Account.Rereading(null, 0),
        Account.Tested.NEVER,
        NOON,
        1);
  }

  private static final class Sent extends Error {
    private static final long serialVersionUID = 1;
  }

  /** It shows another number meanwhile. */
  private static final class Silent implements Connector, ConfirmsPushes, ReadsListing {
    @Override
    public List<PushOutcome> push(List<QuantityUpdate> updates) {
      throw new Sent();
    }

    @Override
    public List<PushOutcome> confirm(String requestId, List<QuantityUpdate> updates) {
      return List.of(new Unconfirmed(requestId));
    }

    @Override
    public ListingPage listings(Cursor from) {
      return new ListingPage(List.of(), null);
    }

    @Override
    public Optional<RemoteListing> listing(ListingRef listing) {
      return Optional.of(
          new RemoteListing(listing, List.of(), null, "A", null, RemoteListing.State.ACTIVE, 3L));
    }
  }
}
