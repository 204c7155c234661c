package dev.onhand.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.AddressRules.Network;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connectors.contracts.Bench;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Sandbox;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop.Wanted;
import dev.onhand.sandbox.shopify.Shopify;
import dev.onhand.sandbox.shopify.Shopify.Bulk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one is likely to get wrong about Shopify, each by its name. */
class ShopifyTrapsTest {

  private static final String SECRET = ShopifyContractTest.SECRET;
  private static final HttpTransport TRANSPORT =
      new HttpTransport(new AddressRules(List.of(Network.parse("127.0.0.0/8"))));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));
  private final InstantSource clock = now::get;
  private final Sandbox sandbox = new Sandbox(clock, 5);
  private Account account = sandbox.open("shop", Shopify.withSecret(SECRET));
  private ShopifyConnector connector = connect(Map.of());

  private ShopifyConnector connect(Map<String, String> more) {
    Map<String, String> given = new HashMap<>();
    given.put("address", account.base().toString());
    given.put("client_id", Shopify.CLIENT);
    given.put("client_secret", SECRET);
    given.put("location", "5");
    given.putAll(more);
    Connector made =
        new ShopifyConnectorFactory()
            .create(
                Settings.of(ShopifyConnectorFactory.DESCRIPTOR.settings(), given),
                new ConnectorHttp(
                    TRANSPORT,
                    new Pacer(ShopifyConnectorFactory.DESCRIPTOR.limits()),
                    call -> {},
                    clock));
    return (ShopifyConnector) made;
  }

  private void use(Shopify shop) {
    account = sandbox.open("other", shop);
    connector = connect(Map.of());
  }

  @AfterEach
  void close() {
    sandbox.close();
    assertThat(account.failure()).isEmpty();
  }

  @Test
  void aNumberThatIsNotWhatWasExpectedIsNotOverwritten() throws InterruptedException {
    Listing listing = account.shop().list(Item.of("A"), 7);
    account.shop().sell(listing.id(), 1);

    assertThat(push(listing, 12, 7L))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.STALE_EXPECTATION));
    assertThat(shown(listing)).isEqualTo(6);
    assertThat(push(listing, 12, 6L)).isEqualTo(new Applied(12));
    assertThat(push(listing, 3, null)).isEqualTo(new Applied(3));
  }

  @Test
  void theSameAttemptIsDoneOnce() throws InterruptedException {
    Listing listing = account.shop().list(Item.of("A"), 7);
    QuantityUpdate update = update(listing, 3, null, "one");
    assertThat(connector.push(List.of(update))).containsExactly(new Applied(3));
    account.shop().edit(listing.id(), 9);

    assertThat(connector.push(List.of(update))).containsExactly(new Applied(3));
    assertThat(shown(listing)).isEqualTo(9);
    assertThat(connector.push(List.of(update(listing, 3, null, "two"))))
        .containsExactly(new Applied(3));
    assertThat(shown(listing)).isEqualTo(3);
  }

  @Test
  void whatIsRefusedIsNamedAndTheRestIsSentAgain() throws InterruptedException {
    List<Listing> listings =
        Stream.of("A", "B", "C", "D").map(it -> account.shop().list(Item.of(it), 7)).toList();
    account.shop().sell(listings.get(1).id(), 1);
    account.shop().delete(listings.get(3).id());
    List<QuantityUpdate> updates =
        listings.stream().map(it -> update(it, 3, 7L, "attempt-" + it.sku())).toList();

    List<PushOutcome> outcomes = connector.push(updates);

    assertThat(outcomes.get(0)).isEqualTo(new Applied(3));
    assertThat(((Refused) outcomes.get(1)).reason()).isEqualTo(Refusal.STALE_EXPECTATION);
    assertThat(outcomes.get(2)).isEqualTo(new Applied(3));
    assertThat(((Refused) outcomes.get(3)).reason()).isEqualTo(Refusal.UNKNOWN_LISTING);
    assertThat(account.calls().of(Purpose.PUSH)).isEqualTo(2);
  }

  @Test
  void whatIsNotCountedHasNoNumberAndSaysSo() throws InterruptedException {
    use(Shopify.withSecret(SECRET).thatDoesNotTrack("A"::equals));
    Listing listing = account.shop().list(Item.of("A"), 7);

    assertThat(connector.listing(new ListingRef(listing.id(), "A")).orElseThrow().quantity())
        .isNull();
    assertThat(push(listing, 3, null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Refusal.NOT_EDITABLE);
              assertThat(refused.detail()).contains("does not track");
            });
  }

  @Test
  void whatIsNotStockedAtTheLocationHasToBeStockedFirst() throws InterruptedException {
    use(Shopify.withSecret(SECRET).thatDoesNotStock("A"::equals));
    Listing listing = account.shop().list(Item.of("A"), 7);

    assertThat(connector.listing(new ListingRef(listing.id(), "A")).orElseThrow().quantity())
        .isNull();
    assertThat(push(listing, 3, null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.detail()).contains("ITEM_NOT_STOCKED_AT_LOCATION"));
  }

  /** Other apps count what is at theirs; nothing is stocked anywhere by a push. */
  @Test
  void noLocationIsToldButTheOneOfTheSettings() throws InterruptedException {
    Listing listing = account.shop().list(Item.of("A"), 7);
    connector = connect(Map.of("location", "6"));

    assertThat(push(listing, 3, null))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.detail()).contains("INVALID_LOCATION"));
    assertThat(shown(listing)).isEqualTo(7);
  }

  @Test
  void tooManyComesWithHttpOkAndSaysWhatIsLeft() throws InterruptedException {
    Listing listing = account.shop().list(Item.of("A"), 7);
    account.faults().next(Fault.THROTTLED, Purpose.PUSH, 1);

    assertThatThrownBy(() -> push(listing, 3, null))
        .isInstanceOfSatisfying(
            DeferredException.class, e -> assertThat(e.why()).isEqualTo(Cause.THROTTLED));
    assertThat(shown(listing)).isEqualTo(7);
  }

  @Test
  void anErrorOfShopifysOwnLeavesOpenWhatBecameOfAPush() {
    Listing listing = account.shop().list(Item.of("A"), 7);
    account.faults().next(Fault.SERVER_ERROR, Purpose.PUSH, 1);

    assertThatThrownBy(() -> push(listing, 3, null)).isInstanceOf(UnconfirmedException.class);
  }

  @Test
  void anOrderOfManyLinesIsReadToItsEnd() throws InterruptedException {
    List<Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < 420; i++) {
      wanted.add(new Wanted(account.shop().list(Item.of("SKU-" + i), 7).id(), 1));
    }
    Order order = account.shop().pay(account.shop().place(wanted).orElseThrow().id());

    Listing other = account.shop().list(Item.of("OTHER"), 7);
    String small = account.shop().sell(other.id(), 1).orElseThrow().id();

    OrderPage page = connector.orders(since(), Cursor.START);
    assertThat(page.orders()).extracting(RemoteOrder::externalId).containsExactly(small);
    now.set(now.get().plusSeconds(10));
    OrderPage alone = connector.orders(since(), Objects.requireNonNull(page.next()));

    assertThat(alone.next()).isNull();
    assertThat(alone.orders()).hasSize(1);
    assertThat(alone.orders().getFirst().lines())
        .hasSize(420)
        .extracting(RemoteOrder.Line::id)
        .doesNotHaveDuplicates();
    now.set(now.get().plusSeconds(10));
    assertThat(connector.order(order.id())).contains(alone.orders().getFirst());
  }

  private static Instant since() {
    return Instant.EPOCH.plusSeconds(600);
  }

  @Test
  void aQueryThatCostsTooMuchSaysWhatToLower() {
    connector = connect(Map.of("orders_per_page", "50"));

    assertThatThrownBy(() -> connector.orders(Instant.EPOCH.plusSeconds(600), Cursor.START))
        .hasMessageContaining("lower orders_per_page");
  }

  @Test
  void saysWhatIsWrong() {
    use(Shopify.withSecret("another-secret"));
    assertFails(Cause.LOGIN_REFUSED, "app's credentials are not accepted");
  }

  @Test
  void saysWhatEachWayToLogInNeeds() {
    assertThatThrownBy(() -> check("app"))
        .hasMessageContainingAll("client_id is needed", "client_secret is needed");
    assertThatThrownBy(() -> check("token")).hasMessageContaining("access_token is needed");
  }

  private static void check(String login) {
    Map<String, String> given =
        Map.of("address", "https://shop.example", "location", "5", "login", login);
    Settings.of(ShopifyConnectorFactory.DESCRIPTOR.settings(), given);
  }

  @Test
  void saysWhichScopeIsMissing() {
    use(Shopify.withSecret(SECRET).withoutScope("read_inventory"));
    assertFails(Cause.NOT_ALLOWED, "`read_inventory`");
  }

  @Test
  void saysThatTheVersionIsWrong() {
    connector = connect(Map.of("version", "1999-01"));
    assertFails(Cause.UNEXPECTED, "no such version of the API");
  }

  @Test
  void saysThatNobodyIsThere() {
    connector = connect(Map.of("address", "http://127.0.0.1:1"));
    assertFails(Cause.UNREACHABLE, "/admin/oauth/access_token");
  }

  private void assertFails(Cause why, String... words) {
    assertThatThrownBy(() -> connector.listings(Cursor.START))
        .isInstanceOfSatisfying(DeferredException.class, e -> assertThat(e.why()).isEqualTo(why))
        .hasMessageContainingAll(words)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void aShopOfMoreThanAPageIsReadFromAFile() throws InterruptedException {
    use(Shopify.withSecret(SECRET).thatDoesNotStock("SKU-7"::equals));
    list(250);

    List<RemoteListing> read = listings();

    assertThat(read).hasSize(250).extracting(it -> it.ref().externalId()).doesNotHaveDuplicates();
    assertThat(read)
        .filteredOn(it -> "SKU-7".equals(it.ref().sku()))
        .extracting(RemoteListing::state)
        .containsExactly(RemoteListing.State.INCOMPLETE);
    assertThat(account.calls().of(Purpose.LISTING_READ))
        .as("a page, the query, some questions, the file")
        .isLessThan(8);
  }

  @ParameterizedTest
  @EnumSource(
      value = Bulk.class,
      names = {"REFUSED", "FAILED"})
  void whereNoFileIsMadePagesGoOn(Bulk ends) throws InterruptedException {
    use(Shopify.withSecret(SECRET).whereBulk(ends));
    list(250);

    assertThat(listings())
        .hasSize(250)
        .extracting(it -> it.ref().externalId())
        .doesNotHaveDuplicates();
  }

  private void list(int number) {
    IntStream.range(0, number).forEach(i -> account.shop().list(Item.of("SKU-" + i), 7));
  }

  private List<RemoteListing> listings() throws InterruptedException {
    List<RemoteListing> all = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      ListingPage page = connector.listings(at);
      all.addAll(page.listings());
      at = page.next();
      now.set(now.get().plusSeconds(15)); // for points, and between two questions
    }
    return all;
  }

  /** A page of orders costs 900 points, of which this plan gives back 1,000 a second. */
  @Test
  void aLargerPlanIsMadeUseOf() throws InterruptedException {
    use(Shopify.withSecret(SECRET).thatRestores(1_000));
    connector.orders(since(), Cursor.START);
    for (int i = 0; i < 10; i++) {
      now.set(now.get().plusSeconds(1));
      assertThat(connector.orders(since(), Cursor.START).orders()).isEmpty();
    }
    assertThat(account.limits().refused()).isZero();
  }

  @Test
  void aTokenIsFetchedAgainWhenItsDayIsOver() throws InterruptedException {
    account.shop().list(Item.of("A"), 7);
    assertThat(connector.listings(Cursor.START).listings()).hasSize(1);
    now.set(now.get().plus(Duration.ofDays(1)));
    assertThat(connector.listings(Cursor.START).listings()).hasSize(1);

    assertThat(account.calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  @Test
  void aTokenIsFetchedOnceForEightThreads() throws Exception {
    Listing listing = account.shop().list(Item.of("A"), 7);
    ListingRef ref = new ListingRef(listing.id(), "A");
    connector.listing(ref);
    now.set(now.get().plus(Duration.ofDays(1)));

    assertThat(Bench.byEightThreads(() -> connector.listing(ref).isPresent()))
        .hasSize(8)
        .containsOnly(true);
    assertThat(account.calls().of(Purpose.LOGIN)).isEqualTo(2);
  }

  private PushOutcome push(Listing listing, long quantity, @Nullable Long expected)
      throws InterruptedException {
    return connector
        .push(List.of(update(listing, quantity, expected, quantity + "-" + expected)))
        .getFirst();
  }

  private static QuantityUpdate update(
      Listing listing, long quantity, @Nullable Long expected, String attempt) {
    return new QuantityUpdate(
        new ListingRef(listing.id(), listing.sku()), quantity, expected, attempt);
  }

  private int shown(Listing listing) {
    return account.shop().find(listing.id()).orElseThrow().quantity();
  }
}
